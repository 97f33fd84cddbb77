internal import Foundation

/// The seeds of a run: the fixed one, the one that is asked for, or fresh ones for some seconds.
struct FuzzSeeds {
  private var fixed: UInt64?
  private var end: Date?

  var areFresh: Bool { end != nil }

  init(_ environment: [String: String] = ProcessInfo.processInfo.environment) {
    if let seed = environment["FUZZ_SEED"].flatMap({ UInt64($0) }) {
      fixed = seed
    } else if let seconds = environment["FUZZ_SECONDS"].flatMap({ Double($0) }) {
      end = Date(timeIntervalSinceNow: seconds)
    } else {
      fixed = 1
    }
  }

  mutating func next() -> UInt64? {
    if let end { return Date() < end ? UInt64.random(in: 0...UInt64(UInt32.max)) : nil }
    defer { fixed = nil }
    return fixed
  }
}
