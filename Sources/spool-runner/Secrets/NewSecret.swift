internal import Common

/// Makes the text of a secret that nobody can guess.
enum NewSecret {
  /// As the scheme wants it: in a path a UUID, for Standard Webhooks what its libraries take, else
  /// 64 hexadecimal digits.
  ///
  /// GitLab's kind of secret says what is verified, so one that signs is replaced by one that does.
  static func text(
    for scheme: Scheme, replacingSigner: Bool = false,
    using random: inout some RandomNumberGenerator
  ) -> String {
    switch scheme {
    case .path: uuid(using: &random)
    case .standardWebhooks: signer(using: &random)
    case .gitlab where replacingSigner: signer(using: &random)
    case .github, .gitea, .gitlab, .bitbucket, .jira, .stripe, .slack, .shopify, .hmac, .token,
      .basic, .bearer, .none:
      Hexadecimal.encode(bytes(32, using: &random))
    }
  }

  private static func signer(using random: inout some RandomNumberGenerator) -> String {
    SigningKey.mark + String(decoding: Base64.encode(bytes(32, using: &random)), as: UTF8.self)
  }

  /// A random UUID (RFC 9562, section 5.4).
  private static func uuid(using random: inout some RandomNumberGenerator) -> String {
    var bytes = bytes(16, using: &random)
    bytes[6] = bytes[6] & 0x0f | 0x40
    bytes[8] = bytes[8] & 0x3f | 0x80
    let parts = [0..<4, 4..<6, 6..<8, 8..<10, 10..<16].map { Hexadecimal.encode(Array(bytes[$0])) }
    return parts.joined(separator: "-")
  }

  private static func bytes(
    _ count: Int, using random: inout some RandomNumberGenerator
  ) -> [UInt8] {
    (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
  }
}
