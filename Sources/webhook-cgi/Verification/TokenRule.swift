internal import Common

/// A header in which the secret itself stands.
struct TokenRule: Equatable {
  enum Form: Equatable {
    /// Behind a prefix, which may be empty.
    case bare(prefix: String)
    /// `Bearer TOKEN` (RFC 6750, section 2.1).
    case bearer
    /// `Basic`, and user and password in base 64 (RFC 7617, section 2).
    case basic(user: String)
  }

  /// In lower case.
  let header: String
  let form: Form

  /// What a request shows: the bytes to compare with what `expected` gives.
  func shown(_ headers: HeaderList) throws(Unverified.Reason) -> [UInt8] {
    let values = headers.values(header)
    guard let value = values.first else { throw .missing }
    guard values.count == 1, !value.isEmpty else { throw .malformed }
    switch form {
    case .bare(let prefix):
      guard value.starts(with: prefix.utf8) else { throw .malformed }
      return Array(value[prefix.utf8.count...])
    case .bearer: return try Self.credentials(value, of: "bearer")
    case .basic:
      guard let pair = Base64.decode(try Self.credentials(value, of: "basic")) else {
        throw .malformed
      }
      return pair
    }
  }

  /// What a request shows that knows the secret.
  func expected(_ secret: Secret) -> [UInt8] {
    guard case .basic(let user) = form else { return secret.bytes }
    return Array(user.utf8) + [UInt8(ascii: ":")] + secret.bytes
  }

  /// What stands behind the name of an authentication scheme, whose case does not matter (RFC 9110,
  /// section 11.1).
  private static func credentials(
    _ value: [UInt8], of name: String
  ) throws(Unverified.Reason) -> [UInt8] {
    let words = value.split(separator: UInt8(ascii: " "), maxSplits: 1)
    guard words.count == 2, words[0].elementsEqual(name.utf8, by: { $0.foldedCase == $1 }) else {
      throw .malformed
    }
    return Array(words[1].drop { $0 == UInt8(ascii: " ") })
  }
}
