/// A hash of one of the algorithms, in the middle of its message.
///
/// An enum and no protocol: every request computes one, and a witness table costs time.
enum HashState: Sendable {
  case sha1(SHA1)
  case sha256(SHA256)
  case sha512(SHA512)

  /// Starts the hash of an empty message.
  init(_ algorithm: HashAlgorithm) {
    self =
      switch algorithm {
      case .sha1: .sha1(SHA1())
      case .sha256: .sha256(SHA256())
      case .sha512: .sha512(SHA512())
      }
  }

  /// Appends bytes to the message.
  mutating func update(_ bytes: UnsafeRawBufferPointer) {
    switch self {
    case .sha1(var hash):
      hash.update(bytes)
      self = .sha1(hash)
    case .sha256(var hash):
      hash.update(bytes)
      self = .sha256(hash)
    case .sha512(var hash):
      hash.update(bytes)
      self = .sha512(hash)
    }
  }

  /// Appends bytes to the message.
  mutating func update(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { update($0) }
  }

  /// Ends the message and returns its digest.
  consuming func finish() -> [UInt8] {
    switch self {
    case .sha1(let hash): hash.finish()
    case .sha256(let hash): hash.finish()
    case .sha512(let hash): hash.finish()
    }
  }
}
