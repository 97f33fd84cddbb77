/// The hash SHA-512 of FIPS 180-4.
///
/// Its state is held inline: nothing is allocated before the end.
package struct SHA512: Sendable {
  /// The length in bytes of the block the hash works on, which HMAC pads its key to.
  package static let blockSize = 128

  /// The length of the digest in bytes.
  package static let digestSize = 64

  /// The hash value between blocks, a to h (FIPS 180-4, section 6.4).
  private var state = SHA512Block.initialState
  private var pending = BlockBuffer()

  /// Starts the hash of an empty message.
  package init() {}

  /// Returns the digest of one whole message.
  package static func digest(of message: [UInt8]) -> [UInt8] {
    var hash = SHA512()
    hash.update(message)
    return hash.finish()
  }

  /// Appends bytes to the message.
  package mutating func update(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { update($0) }
  }

  /// Appends bytes to the message; the digest never depends on how they were cut.
  package mutating func update(_ bytes: UnsafeRawBufferPointer) {
    pending.feed(bytes, blockSize: Self.blockSize) {
      state = SHA512Block.compress($0, into: state)
    }
  }

  /// Ends the message and returns its digest, `digestSize` bytes long.
  package consuming func finish() -> [UInt8] {
    update(pending.padding(blockSize: Self.blockSize, lengthSize: 16))
    var digest: [UInt8] = []
    digest.reserveCapacity(Self.digestSize)
    for word in 0..<8 {
      withUnsafeBytes(of: state[word].bigEndian) { digest.append(contentsOf: $0) }
    }
    return digest
  }
}
