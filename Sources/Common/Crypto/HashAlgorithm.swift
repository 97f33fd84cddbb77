/// The hashes a sender may sign with, by the names configurations use.
package enum HashAlgorithm: String, CaseIterable, Sendable {
  case sha1
  case sha256
  case sha512

  /// The length of the digest in bytes.
  package var digestSize: Int {
    switch self {
    case .sha1: SHA1.digestSize
    case .sha256: SHA256.digestSize
    case .sha512: SHA512.digestSize
    }
  }

  /// The length in bytes of the block the hash works on, which HMAC pads its key to.
  package var blockSize: Int {
    switch self {
    case .sha1: SHA1.blockSize
    case .sha256: SHA256.blockSize
    case .sha512: SHA512.blockSize
    }
  }

  /// Returns the digest of one whole message.
  package func digest(of message: [UInt8]) -> [UInt8] {
    switch self {
    case .sha1: SHA1.digest(of: message)
    case .sha256: SHA256.digest(of: message)
    case .sha512: SHA512.digest(of: message)
    }
  }
}
