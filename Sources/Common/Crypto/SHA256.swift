/// The hash SHA-256 of FIPS 180-4.
///
/// Its state is held inline: nothing is allocated before the end.
package struct SHA256: Sendable {
  /// The length in bytes of the block the hash works on, which HMAC pads its key to.
  package static let blockSize = 64

  /// The length of the digest in bytes.
  package static let digestSize = 32

  /// The hash value between blocks, a to h (FIPS 180-4, section 6.2).
  private var state = SHA256Block.initialState

  /// The bytes that do not fill a block yet; `pendingCount` of them count.
  private var pending = [64 of UInt8](repeating: 0)
  private var pendingCount = 0

  /// The length of the message so far, in bytes.
  private var messageCount: UInt64 = 0

  /// Starts the hash of an empty message.
  package init() {}

  /// Returns the digest of one whole message.
  package static func digest(of message: [UInt8]) -> [UInt8] {
    var hash = SHA256()
    hash.update(message)
    return hash.finish()
  }

  /// Appends bytes to the message.
  package mutating func update(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { update($0) }
  }

  /// Appends bytes to the message; the digest never depends on how they were cut.
  package mutating func update(_ bytes: UnsafeRawBufferPointer) {
    messageCount &+= UInt64(bytes.count)
    let taken = pendingCount > 0 ? fillPending(from: bytes) : 0
    let whole = (bytes.count - taken) / Self.blockSize * Self.blockSize
    if whole > 0 {
      state = SHA256Block.compress(
        UnsafeRawBufferPointer(rebasing: bytes[taken..<taken + whole]), into: state)
    }
    if taken + whole < bytes.count {
      _ = fillPending(from: UnsafeRawBufferPointer(rebasing: bytes[(taken + whole)...]))
    }
  }

  /// Ends the message and returns its digest, `digestSize` bytes long.
  package consuming func finish() -> [UInt8] {
    let bitCount = messageCount &* 8
    // Section 5.1.1: a one bit, zeroes up to 8 bytes before a border, the length in bits.
    let zeroes = (119 - pendingCount) % Self.blockSize
    var padding: [UInt8] = [0x80]
    padding.append(contentsOf: repeatElement(0, count: zeroes))
    withUnsafeBytes(of: bitCount.bigEndian) { padding.append(contentsOf: $0) }
    update(padding)
    var digest: [UInt8] = []
    digest.reserveCapacity(Self.digestSize)
    for word in 0..<8 {
      withUnsafeBytes(of: state[word].bigEndian) { digest.append(contentsOf: $0) }
    }
    return digest
  }

  /// Moves bytes into the pending block, and compresses it when it is full.
  ///
  /// - Returns: how many bytes were taken.
  private mutating func fillPending(from bytes: UnsafeRawBufferPointer) -> Int {
    let taken = min(Self.blockSize - pendingCount, bytes.count)
    let start = pendingCount
    withUnsafeMutableBytes(of: &pending) { block in
      UnsafeMutableRawBufferPointer(rebasing: block[start..<start + taken])
        .copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[..<taken]))
    }
    pendingCount += taken
    if pendingCount == Self.blockSize {
      state = withUnsafeBytes(of: pending) { SHA256Block.compress($0, into: state) }
      pendingCount = 0
    }
    return taken
  }
}
