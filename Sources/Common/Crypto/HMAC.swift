/// The keyed hash HMAC of RFC 2104, fed in pieces.
///
/// Only hash states are kept, not the key itself.
package struct HMAC: Sendable {
  private var inner: HashState
  private var outer: HashState

  /// Starts the code of an empty message.
  ///
  /// A key of any length is taken; one longer than a block is hashed first (RFC 2104, section 2).
  /// An empty key makes a code that anyone can make: the caller refuses it.
  package init(key: [UInt8], algorithm: HashAlgorithm = .sha256) {
    let size = algorithm.blockSize
    var block = key.count > size ? algorithm.digest(of: key) : key
    block.append(contentsOf: repeatElement(0, count: size - block.count))
    inner = HashState(algorithm)
    outer = HashState(algorithm)
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
  package static func code(
    of message: [UInt8], key: [UInt8], algorithm: HashAlgorithm = .sha256
  ) -> [UInt8] {
    var code = HMAC(key: key, algorithm: algorithm)
    code.update(message)
    return code.finish()
  }
}
