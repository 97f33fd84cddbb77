import Testing

@testable import webhook_cgi

/// Requests that other servers are tested with.
struct RawSampleTests {
  /// Accepted elsewhere, refused here, and why.
  static let refusedOnPurpose: [String: HTTPFault] = [
    // A CGI variable cannot tell the underscore from a hyphen, so such a name may be a disguise.
    "gunicorn/valid/040": .underscoreInFieldName
  ]

  @Test func everySampleIsThere() throws {
    let samples = try RawSample.all()
    #expect(samples.count == 76)
    let names = Set(samples.map(\.name))
    #expect(names.isSuperset(of: Self.refusedOnPurpose.keys))
  }

  @Test(arguments: try RawSample.all())
  func aSampleIsReadAsItsProjectSays(_ sample: RawSample) throws {
    let reading = RequestReading(sample.bytes, step: max(1, sample.bytes.count))
    if let fault = Self.refusedOnPurpose[sample.name] {
      #expect(reading == .refused(fault))
      return
    }
    guard sample.isAccepted else {
      if case .accepted = reading { Issue.record("accepted: \(reading)") }
      return
    }
    guard case .accepted(let request) = reading else {
      Issue.record("not accepted: \(reading)")
      return
    }
    let expected = try #require(sample.expected)
    #expect(request.method == expected.method)
    #expect(request.target == expected.target)
    #expect(request.version == (expected.version == "HTTP/1.1" ? .http11 : .http10))
    #expect(request.headers.map(\.name) == expected.headers.map { $0[0].lowercased() })
    #expect(request.headers.map { latin1($0.value) } == expected.headers.map { $0[1] })
    #expect(request.body == expected.body)
    #expect(request.rest == expected.rest)
  }

  @Test(arguments: try RawSample.all())
  func aSampleIsReadTheSameHoweverItIsCut(_ sample: RawSample) {
    let whole = RequestReading(sample.bytes, step: max(1, sample.bytes.count))
    for step in [1, 2, 3, 7] {
      #expect(RequestReading(sample.bytes, step: step) == whole)
    }
  }

  private func latin1(_ bytes: [UInt8]) -> String {
    String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
  }
}
