/// The bytes of a message that do not fill a block of its hash yet.
///
/// Held inline, as large as the largest block (SHA-512): nothing is allocated.
struct BlockBuffer {
  private var bytes = [128 of UInt8](repeating: 0)
  private var count = 0

  /// The length of the message so far, in bytes.
  private var messageCount: UInt64 = 0

  /// Hands the message out in whole blocks and keeps the rest; how it was cut does not matter.
  ///
  /// Inlined, so that each hash has a loop of its own and none pays for being one of several.
  @inline(__always)
  mutating func feed(
    _ message: UnsafeRawBufferPointer, blockSize: Int,
    compress: (UnsafeRawBufferPointer) -> Void
  ) {
    messageCount &+= UInt64(message.count)
    var taken = 0
    if count > 0 {
      taken = keep(message, upTo: blockSize)
      guard count == blockSize else { return }
      withUnsafeBytes(of: bytes) { compress(UnsafeRawBufferPointer(rebasing: $0[..<blockSize])) }
      count = 0
    }
    let whole = (message.count - taken) / blockSize * blockSize
    if whole > 0 {
      compress(UnsafeRawBufferPointer(rebasing: message[taken..<taken + whole]))
    }
    if taken + whole < message.count {
      _ = keep(UnsafeRawBufferPointer(rebasing: message[(taken + whole)...]), upTo: blockSize)
    }
  }

  /// Returns what is to be fed last: a one bit, zeroes, the message's length in bits (FIPS 180-4,
  /// section 5.1), up to the border of a block.
  func padding(blockSize: Int, lengthSize: Int) -> [UInt8] {
    let zeroes = (2 * blockSize - 1 - lengthSize - count) % blockSize
    // No message has 2 to the 64 bits: what a wider length holds above them is zero.
    let high = lengthSize - MemoryLayout<UInt64>.size
    var padding: [UInt8] = [0x80]
    padding.append(contentsOf: repeatElement(0, count: zeroes + high))
    withUnsafeBytes(of: (messageCount &* 8).bigEndian) { padding.append(contentsOf: $0) }
    return padding
  }

  /// Keeps bytes until there are `limit`, and returns how many were taken.
  private mutating func keep(_ message: UnsafeRawBufferPointer, upTo limit: Int) -> Int {
    let taken = min(limit - count, message.count)
    let start = count
    withUnsafeMutableBytes(of: &bytes) { block in
      UnsafeMutableRawBufferPointer(rebasing: block[start..<start + taken])
        .copyMemory(from: UnsafeRawBufferPointer(rebasing: message[..<taken]))
    }
    count += taken
    return taken
  }
}
