/// A cryptographic hash that is fed in pieces of any length.
///
/// The result depends on the bytes alone, never on how they were cut.
package protocol HashFunction: Sendable {
  /// The length in bytes of the block the hash works on, which HMAC pads its key to.
  static var blockSize: Int { get }

  /// The length of the digest in bytes.
  static var digestSize: Int { get }

  /// Starts the hash of an empty message.
  init()

  /// Appends bytes to the message.
  mutating func update(_ bytes: UnsafeRawBufferPointer)

  /// Ends the message and returns its digest, `digestSize` bytes long.
  consuming func finish() -> [UInt8]
}

extension HashFunction {
  /// Appends bytes to the message.
  package mutating func update(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { update($0) }
  }

  /// Returns the digest of one whole message.
  package static func digest(of message: [UInt8]) -> [UInt8] {
    var hash = Self()
    hash.update(message)
    return hash.finish()
  }
}
