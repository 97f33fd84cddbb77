/// How the bytes of a secret become the key of a code.
package enum SigningKey: String, CaseIterable, Sendable {
  /// They are the key.
  case text

  /// They are its base 64, perhaps behind `whsec_` (Standard Webhooks 1.0, "Secrets").
  case base64

  /// What a secret for signing begins with.
  package static let mark = "whsec_"

  /// Returns the key; nil when the secret is no base 64, or an empty one.
  ///
  /// Padding may be missing: some senders show their secrets without it.
  package func bytes(of secret: Secret) -> [UInt8]? {
    switch self {
    case .text: return secret.bytes
    case .base64:
      let text = Self.isMarked(secret) ? Array(secret.bytes[Self.mark.utf8.count...]) : secret.bytes
      let padding = [UInt8](repeating: UInt8(ascii: "="), count: -text.count & 3)
      return Base64.decode(text + padding).flatMap { $0.isEmpty ? nil : $0 }
    }
  }

  /// Whether a secret says of itself that it is for signing.
  package static func isMarked(_ secret: Secret) -> Bool {
    secret.bytes.starts(with: mark.utf8)
  }
}
