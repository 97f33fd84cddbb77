import Common
import Testing

@testable import webhook_cgi

/// A genuine delivery of one scheme, in parts that a forger could change.
struct SchemeSample: Sendable, CustomTestStringConvertible {
  /// Which of the secrets below signed it.
  enum Key { case text, base64, marked }

  static let secret = Array("correct horse battery staple".utf8)
  static let base64 = Array("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=".utf8)
  static let body = Array(#"{"type":"a.b","n":0}"#.utf8)

  /// A byte order mark, CRLF, NUL, and bytes that are no UTF-8.
  static let rawBytes: [UInt8] = [
    0xEF, 0xBB, 0xBF, 0x7B, 0x0D, 0x0A, 0x00, 0xFF, 0xFE, 0xC3, 0x28, 0x7D, 0x0A,
  ]

  /// HMAC-SHA256 of the body and of the raw bytes, in hexadecimal digits.
  private static let plainCode =
    "bce7704a47d248668c789fede9526fd1d0bd11a8c2b1c3287c5873e9f55134a4"
  private static let plainRawCode =
    "f0fe71cf0032a494a16bb668fe9559614a49fba7d1f6aa9bd8136ff6ba4179e5"

  let name: String
  let scheme: Scheme
  let key: Key
  /// What a source says besides its scheme, as it stands in the configuration.
  let keys: String
  /// Names and values, with `{code}` and `{time}` in place of those.
  let headers: [[String]]
  /// As the sender writes it; nil where none is signed.
  let time: String?
  let unit: SignedTime.Unit
  let code: String
  let codeOfRawBytes: String

  init(
    _ name: String, _ scheme: Scheme, secret: Key = .text, keys: String = "",
    headers: [[String]], time: String? = nil, unit: SignedTime.Unit = .seconds,
    code: String = plainCode, codeOfRawBytes: String = plainRawCode
  ) {
    (self.name, self.scheme, key, self.keys) = (name, scheme, secret, keys)
    (self.headers, self.time, self.unit) = (headers, time, unit)
    (self.code, self.codeOfRawBytes) = (code, codeOfRawBytes)
  }

  static func named(_ name: String) throws -> SchemeSample {
    try #require(all.first { $0.name == name })
  }

  var testDescription: String { name }

  var secret: [UInt8] {
    switch key {
    case .text: Self.secret
    case .base64: Self.base64
    case .marked: Array("whsec_".utf8) + Self.base64
    }
  }

  /// Another secret that could be a key of the scheme.
  var otherSecret: [UInt8] {
    var other = secret
    other[10] = UInt8(ascii: other[10] == UInt8(ascii: "B") ? "C" : "B")
    return other
  }

  /// Seconds since 1970 at which it was sent.
  var sent: Int64 {
    let number = time.flatMap { Int64($0) } ?? 0
    return unit == .seconds ? number : number / 1000
  }

  /// The header that holds the code, in lower case.
  var header: String { codeHeader[0].lowercased() }

  /// What stands before the code in its header.
  var prefix: String { value("") }

  var isHex: Bool { !code.contains("=") }

  /// The value of the code's header.
  func value(_ code: String? = nil, time: String? = nil) -> String {
    filled(codeHeader[1], code, time)
  }

  /// The headers, with another code or another time where one is given.
  func headers(code: String? = nil, time: String? = nil) -> [[String]] {
    headers.map { [$0[0], filled($0[1], code, time)] }
  }

  /// The headers, with these values in place of the one that holds the code.
  func headers(proof values: [String]) -> [[String]] {
    headers().filter { $0[0] != codeHeader[0] } + values.map { [codeHeader[0], $0] }
  }

  /// Why it does not pass; nil when it does.
  func verdict(
    _ headers: [[String]]? = nil, body: [UInt8] = body, secrets: [[UInt8]]? = nil,
    at now: Int64? = nil
  ) throws -> Unverified? {
    let rules = try SchemeRules.sample(scheme, keys)
    return try Verification(rules.proof, secrets ?? [secret], at: now ?? sent)
      .verdict(headers ?? self.headers(), body)
  }

  private var codeHeader: [String] { headers.first { $0[1].contains("{code}") } ?? ["", ""] }

  private func filled(_ text: String, _ code: String? = nil, _ time: String? = nil) -> String {
    text.replacing("{code}", with: code ?? self.code)
      .replacing("{time}", with: time ?? self.time ?? "")
  }
}
