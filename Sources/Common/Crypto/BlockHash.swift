/// What the hashes of FIPS 180-4 share: a state, and bytes that do not fill a block yet.
///
/// Each is called by its own name, so that every call is bound when it is compiled.
package protocol BlockHash: Sendable {
  /// The length in bytes of the block the hash works on, which HMAC pads its key to.
  static var blockSize: Int { get }

  /// The length of the digest in bytes.
  static var digestSize: Int { get }

  /// Starts the hash of an empty message.
  init()

  /// Appends bytes to the message; the digest never depends on how they were cut.
  mutating func update(_ bytes: UnsafeRawBufferPointer)

  /// Ends the message and returns its digest, `digestSize` bytes long.
  consuming func finish() -> [UInt8]
}

extension BlockHash {
  /// Returns the digest of one whole message.
  package static func digest(of message: [UInt8]) -> [UInt8] {
    var hash = Self()
    hash.update(message)
    return hash.finish()
  }

  /// Appends bytes to the message.
  package mutating func update(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { update($0) }
  }
}

extension SIMD8 where Scalar: FixedWidthInteger {
  /// The first bytes of the words, each with its highest byte first.
  func bytes(_ count: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(count)
    for word in 0..<count / MemoryLayout<Scalar>.size {
      withUnsafeBytes(of: self[word].bigEndian) { bytes.append(contentsOf: $0) }
    }
    return bytes
  }
}
