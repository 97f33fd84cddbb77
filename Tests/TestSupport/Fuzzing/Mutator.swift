/// Damages real samples at random, so that what comes out is nearly right.
///
/// It knows lines and words of the format, but nothing of the code under test.
package struct Mutator {
  private let samples: [[UInt8]]
  /// What the format gives a meaning to; put in and put over.
  private let words: [[UInt8]]
  package private(set) var random: SplitMix

  package init(samples: [[UInt8]], words: [[UInt8]], seed: UInt64) {
    self.samples = samples
    self.words = words + Self.anyFormat
    random = SplitMix(seed: seed)
  }

  /// One of the samples, most often changed in one to four places.
  package mutating func next() -> [UInt8] {
    var bytes = samples[random.below(samples.count)]
    for _ in 0..<random.below(5) { change(&bytes) }
    return bytes
  }

  private mutating func change(_ bytes: inout [UInt8]) {
    switch random.below(10) {
    case 0: bytes.removeSubrange(range(of: bytes, upTo: 1))
    case 1: bytes.removeSubrange(range(of: bytes, upTo: 40))
    case 2, 3: bytes.insert(contentsOf: word(), at: random.below(bytes.count + 1))
    case 4: bytes.replaceSubrange(range(of: bytes, upTo: 4), with: word())
    case 5: flipBit(&bytes)
    case 6: bytes.insert(contentsOf: bytes[range(of: bytes, upTo: 40)], at: place(in: bytes))
    case 7: copyLine(&bytes)
    case 8: splice(&bytes)
    default: bytes = Array(bytes.prefix(random.below(bytes.count + 1)))
    }
  }

  private mutating func word() -> [UInt8] { words[random.below(words.count)] }

  private mutating func place(in bytes: [UInt8]) -> Int { random.below(bytes.count + 1) }

  private mutating func range(of bytes: [UInt8], upTo length: Int) -> Range<Int> {
    let start = place(in: bytes)
    return start..<min(bytes.count, start + 1 + random.below(length))
  }

  private mutating func flipBit(_ bytes: inout [UInt8]) {
    guard !bytes.isEmpty else { return }
    bytes[random.below(bytes.count)] ^= 1 << UInt8(random.below(8))
  }

  /// Copies one line to where another begins.
  private mutating func copyLine(_ bytes: inout [UInt8]) {
    let ends = bytes.indices.filter { bytes[$0] == UInt8(ascii: "\n") }
    guard !ends.isEmpty else { return }
    let line = random.below(ends.count)
    let start = line == 0 ? 0 : ends[line - 1] + 1
    bytes.insert(contentsOf: bytes[start...ends[line]], at: ends[random.below(ends.count)] + 1)
  }

  /// The beginning of this and the end of another sample.
  private mutating func splice(_ bytes: inout [UInt8]) {
    let other = samples[random.below(samples.count)]
    bytes = bytes.prefix(place(in: bytes)) + other.suffix(random.below(other.count + 1))
  }

  private static let anyFormat: [[UInt8]] =
    [0x00, 0x09, 0x0A, 0x0B, 0x0D, 0x20, 0x7F, 0x80, 0xC0, 0xC3, 0xED, 0xF4, 0xFE, 0xFF]
    .map { [$0] }
    + ["-", "+", "0", "9", "/", "\\", "\"", "%", "_", "4294967296", "9223372036854775808", "é"]
    .map { Array($0.utf8) }
}
