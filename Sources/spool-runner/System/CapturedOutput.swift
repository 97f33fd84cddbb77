internal import Common
internal import Glibc

/// What a program wrote, without secrets and within bounds: the beginning and the end of it.
///
/// The middle is what a person misses least: the beginning says what was tried, the end what went
/// wrong.
struct CapturedOutput {
  static let usualLimit = 64 << 10

  /// How many bytes of the middle are gone.
  private(set) var dropped = 0

  private let limit: Int
  private var mask: SecretMask
  private var head: [UInt8] = []
  /// The latest bytes after the head, in a circle: `oldest` is where it begins once it is full.
  private var tail: [UInt8] = []
  private var oldest = 0

  private var tailLimit: Int { limit / 2 }
  private var headLimit: Int { limit - tailLimit }

  init(limit: Int = usualLimit, hiding secrets: [[UInt8]] = []) {
    self.limit = max(0, limit)
    mask = SecretMask(secrets)
  }

  mutating func add(_ bytes: some Sequence<UInt8>) { keep(mask.pass(bytes)) }

  /// Takes what waits in a pipe; false when it has ended.
  ///
  /// At most as much as a pipe holds, so that a program that never stops writing does not keep the
  /// loop from its other work.
  mutating func drain(_ pipe: Descriptor) -> Bool {
    var buffer = [UInt8](repeating: 0, count: 16 << 10)
    for _ in 0..<4 {
      let count = read(pipe.number, &buffer, buffer.count)
      if count < 0 { return errno == EAGAIN || errno == EINTR }
      if count == 0 { return false }
      add(buffer[..<count])
      if count < buffer.count { break }
    }
    return true
  }

  /// As UTF-8, with U+FFFD for what is none; a line in brackets stands for a missing middle.
  var text: String {
    var whole = self
    whole.keep(whole.mask.finish())
    let end = Array(whole.tail[whole.oldest...] + whole.tail[..<whole.oldest])
    guard whole.dropped > 0 else { return String(decoding: whole.head + end, as: UTF8.self) }
    let start = String(decoding: whole.head, as: UTF8.self)
    return "\(start)\n[\(whole.dropped) bytes left out]\n\(String(decoding: end, as: UTF8.self))"
  }

  private mutating func keep(_ bytes: [UInt8]) {
    let room = headLimit - head.count
    head += bytes.prefix(room)
    // Bytes that would be pushed out by this very piece are not put in at all.
    let later = bytes.dropFirst(room)
    let excess = max(0, later.count - tailLimit)
    dropped += excess
    for byte in later.dropFirst(excess) { keepLate(byte) }
  }

  private mutating func keepLate(_ byte: UInt8) {
    if tail.count < tailLimit {
      tail.append(byte)
      return
    }
    dropped += 1
    tail[oldest] = byte
    oldest = oldest + 1 == tailLimit ? 0 : oldest + 1
  }
}
