/// The keyed hash HMAC of RFC 2104 with SHA-256, fed in pieces.
///
/// Only hash states are kept, not the key itself.
package struct HMAC: Sendable {
  private var inner = SHA256()
  private var outer = SHA256()

  /// Starts the code of an empty message.
  ///
  /// A key of any length is taken; one longer than a block is hashed first (RFC 2104, section 2).
  /// An empty key makes a code that anyone can make: the caller refuses it.
  package init(key: [UInt8]) {
    var block = key.count > SHA256.blockSize ? SHA256.digest(of: key) : key
    block.append(contentsOf: repeatElement(0, count: SHA256.blockSize - block.count))
    inner.update(block.map { $0 ^ 0x36 })
    outer.update(block.map { $0 ^ 0x5c })
  }

  /// Appends bytes to the message.
  package mutating func update(_ bytes: UnsafeRawBufferPointer) {
    inner.update(bytes)
  }

  /// Appends bytes to the message.
  package mutating func update(_ bytes: [UInt8]) {
    inner.update(bytes)
  }

  /// Ends the message and returns its code, as long as the hash's digest.
  package consuming func finish() -> [UInt8] {
    outer.update(inner.finish())
    return outer.finish()
  }

  /// Returns the code of one whole message.
  package static func code(of message: [UInt8], key: [UInt8]) -> [UInt8] {
    var code = HMAC(key: key)
    code.update(message)
    return code.finish()
  }
}
