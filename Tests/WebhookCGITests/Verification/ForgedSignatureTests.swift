import Common
import Testing

@testable import webhook_cgi

/// What a forger writes into the header of a signature, for every scheme that signs.
struct ForgedSignatureTests {
  struct Forgery: Sendable, CustomTestStringConvertible {
    let what: String
    let reason: Unverified.Reason
    /// The values of the header; nil where the scheme leaves no room for it.
    let values: @Sendable (SchemeSample) -> [String]?

    init(
      _ what: String, _ reason: Unverified.Reason = .malformed,
      _ values: @escaping @Sendable (SchemeSample) -> [String]?
    ) {
      (self.what, self.reason, self.values) = (what, reason, values)
    }

    var testDescription: String { what }
  }

  static let shape = [
    Forgery("none", .missing) { _ in [] },
    Forgery("an empty one") { _ in [""] },
    Forgery("the prefix alone") { [$0.prefix] },
    Forgery("no prefix") { $0.prefix.isEmpty ? nil : [$0.code] },
    Forgery("another prefix") { ["x" + $0.value()] },
    Forgery("the prefix twice") { $0.prefix.isEmpty ? nil : [$0.prefix + $0.value()] },
    Forgery("half of it") { [$0.value(String($0.code.prefix($0.code.count / 2)))] },
    Forgery("a digit less") { [String($0.value().dropLast())] },
    Forgery("a digit more") { [$0.value() + "0"] },
    Forgery("bytes behind it") { [$0.value() + ($0.isHex ? "00" : "AAAA")] },
    Forgery("a letter that is no digit") { [$0.value("!" + $0.code.dropFirst())] },
    Forgery("a space before it") { [$0.value(" " + $0.code)] },
    Forgery("a space in it") { [$0.value($0.code.prefix(8) + " " + $0.code.dropFirst(9))] },
    Forgery("a tab behind it") { [$0.value() + "\t"] },
    Forgery("a NUL behind it") { [$0.value() + "\0"] },
    Forgery("quotes around it") { ["\"" + $0.value() + "\""] },
  ]

  static let repeated = [
    Forgery("itself twice") { [$0.value(), $0.value()] },
    Forgery("zeros and itself") { [$0.value(zeros($0)), $0.value()] },
    Forgery("itself twice, joined by a server") { [$0.value() + ", " + $0.value()] },
    Forgery("ten thousand") {
      [Array(repeating: $0.value(), count: 10_000).joined(separator: ",")]
    },
  ]

  static let content = [
    Forgery("zeros", .mismatch) { [$0.value(zeros($0))] },
    Forgery("its first digit changed", .mismatch) { [$0.value(changed($0.code))] },
    Forgery("its middle changed", .mismatch) {
      let half = $0.code.count / 2
      return [$0.value($0.code.prefix(half) + changed(String($0.code.dropFirst(half))))]
    },
    Forgery("the code of other bytes", .mismatch) { [$0.value($0.codeOfRawBytes)] },
  ]

  /// Base 64 has one spelling, so that no second one is taken for it.
  static let base64 = [
    Forgery("no padding") { $0.isHex ? nil : [$0.value($0.code.filter { $0 != "=" })] },
    Forgery("too much padding") { $0.isHex ? nil : [$0.value($0.code + "====")] },
    Forgery("the alphabet for addresses") { sample in
      let other = sample.code.replacing("+", with: "-").replacing("/", with: "_")
      return sample.isHex ? nil : [sample.value(other)]
    },
    Forgery("trailing bits that are not zero") { sample in
      let (code, pad) = (sample.code.filter { $0 != "=" }, sample.code.filter { $0 == "=" })
      let spelled = [
        "8": "9", "4": "5", "0": "1", "E": "F", "Q": "R", "A": "B", "g": "h", "w": "x",
      ]
      let last = spelled[code.suffix(1).description] ?? "/"
      return sample.isHex ? nil : [sample.value(code.dropLast() + last + pad)]
    },
  ]

  @Test(arguments: shape + repeated + content + base64)
  func aForgeryIsRefusedByEveryScheme(_ forgery: Forgery) throws {
    var count = 0
    for sample in SchemeSample.all {
      guard let values = forgery.values(sample) else { continue }
      count += 1
      let why = try sample.verdict(sample.headers(proof: values))
      #expect(why?.reason == forgery.reason, "\(sample.name): \(values)")
      #expect(why?.secretsTried == (forgery.reason == .mismatch ? 1 : 0), "\(sample.name)")
    }
    #expect(count >= 6)
  }

  @Test(arguments: SchemeSample.all)
  func capitalsAreTheSameDigitsInHexadecimalAndOthersInBase64(_ sample: SchemeSample) throws {
    let why = try sample.verdict(sample.headers(code: sample.code.uppercased()))
    #expect((why == nil) == sample.isHex)
  }

  private static func zeros(_ sample: SchemeSample) -> String {
    let digits = sample.isHex ? "0" : "A"
    return String(sample.code.map { $0 == "=" ? "=" : Character(digits) })
  }

  private static func changed(_ code: String) -> String {
    (code.first == "1" ? "2" : "1") + code.dropFirst()
  }
}
