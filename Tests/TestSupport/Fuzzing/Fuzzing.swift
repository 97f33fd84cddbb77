internal import Foundation

/// Hands mutants of samples to a check.
///
/// Without variables it is one short run from a fixed seed: a unit test like any other.
/// `FUZZ_SECONDS` asks for fresh seeds until the time is over, `FUZZ_SEED` for one run of that seed.
package struct Fuzzing {
  /// Rounds made from one seed.
  private static let rounds = 3000

  private let target: String
  private let samples: [[UInt8]]
  private let words: [[UInt8]]

  package init(_ target: String, samples: [[UInt8]], words: [String] = []) {
    self.target = target
    self.samples = samples
    self.words = words.map { Array($0.utf8) }
  }

  /// Runs until something is wrong or the time is over.
  ///
  /// With `FUZZ_SECONDS` every seed is printed before it is used: after a crash it is all that is
  /// left.
  package func run(_ check: ([UInt8]) -> FuzzVerdict) -> FuzzReport {
    var report = FuzzReport()
    var seeds = FuzzSeeds()
    while report.finding == nil, let seed = seeds.next() {
      if seeds.areFresh { say("fuzz: \(target) FUZZ_SEED=\(seed)\n") }
      run(seed, check, &report)
    }
    if let finding = report.finding { say("fuzz: \(finding)\n") }
    return report
  }

  private func run(_ seed: UInt64, _ check: ([UInt8]) -> FuzzVerdict, _ report: inout FuzzReport) {
    var mutator = Mutator(samples: samples, words: words, seed: seed)
    for round in 0..<Self.rounds {
      let mutant = mutator.next()
      switch check(mutant) {
      case .accepted: report.accepted += 1
      case .refused: report.refused += 1
      case .wrong(let what):
        let bytes = Data(mutant).base64EncodedString()
        report.finding = "\(target) FUZZ_SEED=\(seed), round \(round): \(what)\nbase64: \(bytes)"
        return
      }
    }
  }

  /// At once, because a crash takes what lies in a buffer with it.
  private func say(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }
}
