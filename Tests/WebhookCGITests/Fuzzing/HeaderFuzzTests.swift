import Common
import TestSupport
import Testing

@testable import webhook_cgi

/// Damaged header values and forms.
struct HeaderFuzzTests {
  @Test func aContentTypeReadsAsItsEssence() {
    let samples = ContentTypeTests.good.map { Array($0.value.utf8) }
    let words = ["; ", ";charset=utf-8", "\"", "\\\"", "=", "/", "+json", " ", "application/"]
    let report = Fuzzing("content type", samples: samples, words: words).run { bytes in
      guard let type = ContentType(parsing: bytes) else { return .refused }
      let essence = Array(type.essence.utf8)
      guard ContentType(parsing: essence) == type else { return .wrong("its essence is another") }
      guard essence == bytes.prefix(essence.count).map(\.foldedCase) else {
        return .wrong("its essence is not what was sent")
      }
      return type.isJSON && type.isForm ? .wrong("it is two things") : .accepted
    }
    #expect(report.finding == nil)
    #expect(report.isBalanced)
  }

  @Test func aTraceparentIsTakenAsItIsOrNotAtAll() {
    let samples = [
      "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
      "00-00000000000000000000000000000001-0000000000000001-00",
    ].map { Array($0.utf8) }
    let report = Fuzzing("traceparent", samples: samples, words: ["-", "00-", "a", "F"]).run {
      bytes in
      var headers = HeaderList()
      headers.append(name: Array("traceparent".utf8).span, value: bytes.span)
      guard let parent = TraceContext.parent(in: headers) else { return .refused }
      let isPlain = parent.utf8.allSatisfy { $0.isASCIIDigit || $0.isASCIILetter || $0 == 0x2D }
      return Array(parent.utf8) == bytes && bytes.count == 55 && isPlain
        ? .accepted : .wrong("taken as \(parent)")
    }
    #expect(report.finding == nil)
    #expect(report.isBalanced)
  }

  @Test func anAddressRangeHoldsItsOwnAddress() {
    let samples = [
      "192.0.2.7", "10.0.0.0/8", "0.0.0.0/0", "2001:db8::/32", "::1", "::ffff:10.0.0.1/104",
      "fe80::1:2:3/128",
    ].map { Array($0.utf8) }
    let words = ["::", ":", ".", "/", "255", "256", "32", "128", "::ffff:", "/0", " "]
    let report = Fuzzing("address range", samples: samples, words: words).run { bytes in
      let text = String(decoding: bytes, as: UTF8.self)
      guard let range = AddressRange(text) else { return .refused }
      guard text.utf8.allSatisfy(Self.isAddressByte) else { return .wrong("it is no address") }
      let address = text.prefix { $0 != "/" }
      guard let own = NetworkAddress(String(address)) else { return .wrong("it has no address") }
      return range.contains(own) ? .accepted : .wrong("it is not in itself")
    }
    #expect(report.finding == nil)
    #expect(report.isBalanced)
  }

  @Test func aDamagedFormIsDecodedTheSameHoweverItIsCut() {
    let samples =
      FormTests.forms.map { Array($0.form.utf8) } + [
        Array("a=1&payload=%7B%22a%22:+1%7D&b=%41".utf8)
      ]
    let words = ["%", "&", "=", "+", "payload", "%70", "&payload=", "%%", "%4"]
    let report = Fuzzing("form", samples: samples, words: words).run { bytes in
      let whole = FormReading(bytes, step: max(1, bytes.count))
      for step in [1, 3] where FormReading(bytes, step: step) != whole {
        return .wrong("depends on the cut at \(step)")
      }
      guard whole == FormReading(fieldsOf: bytes) else { return .wrong("the fields differ") }
      if case .refused = whole { return .refused }
      return .accepted
    }
    #expect(report.finding == nil)
    #expect(report.isBalanced)
  }

  private static func isAddressByte(_ byte: UInt8) -> Bool {
    byte.hexNibble != nil || [0x2E, 0x2F, 0x3A].contains(byte)
  }
}
