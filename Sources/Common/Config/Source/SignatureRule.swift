/// How a keyed code over the body is made and carried: the shape of every signed scheme.
///
/// The header's value is one signature behind a prefix, or, with a separator, several elements:
/// signatures behind the prefix, and fields such as `t=1492774577`.
package struct SignatureRule: Equatable, Sendable {
  /// How the code is written.
  package enum Encoding: String, CaseIterable, Sendable {
    case hex
    case base64
  }

  /// In lower case.
  package var header: String
  package var prefix = ""
  package var separator: UInt8?
  package var algorithm = HashAlgorithm.sha256
  package var encoding = Encoding.hex
  package var key = SigningKey.text

  /// What is signed; by itself the body alone.
  package var signed = SignedText()

  /// The moment of sending, where the scheme signs one.
  package var time: SignedTime?

  package init(header: String) {
    self.header = header
  }

  /// Five minutes, which most senders advise.
  package static let usualTolerance: Int64 = 300
}
