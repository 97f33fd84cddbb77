import Testing

@testable import webhook_cgi

struct HTTPFaultTests {
  @Test(arguments: HTTPFault.allCases)
  func aFaultHasAKnownStatus(_ fault: HTTPFault) {
    #expect([400, 413, 414, 417, 431, 501, 505].contains(fault.status))
  }

  @Test func everyFaultHasAReasonOfItsOwn() {
    let reasons = HTTPFault.allCases.map(\.reason)
    #expect(Set(reasons).count == HTTPFault.allCases.count)
    #expect(!reasons.contains("malformed request"))
  }

  static let statuses: [(fault: HTTPFault, status: Int)] = [
    (.bareLineEnd, 400), (.lengthAndTransferEncoding, 400), (.bodyTooLarge, 413),
    (.requestLineTooLong, 414), (.unknownExpectation, 417), (.headTooLarge, 431),
    (.tooManyFields, 431), (.unknownTransferCoding, 501), (.unsupportedVersion, 505),
  ]

  @Test(arguments: statuses)
  func aFaultIsAnsweredAsTheRFCSays(fault: HTTPFault, status: Int) {
    #expect(fault.status == status)
  }
}
