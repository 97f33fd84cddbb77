import TestSupport
import Testing

@testable import webhook_cgi

/// Damaged requests: nothing crashes, and nothing but the request itself decides how it is read.
struct RequestFuzzTests {
  static let plain: [[UInt8]] = [
    "POST /hook?x=1 HTTP/1.1\r\nHost: a.example:80\r\nContent-Length: 5\r\n\r\nhello",
    "POST http://a/hook HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 0\r\n\r\n",
    "POST / HTTP/1.1\r\nHost: [::1]\r\nTransfer-Encoding: chunked\r\n\r\n"
      + "5;a=b\r\nhello\r\n0a\r\n0123456789\r\n0\r\nX-T: 1\r\n\r\n",
    "\r\nGET /events HTTP/1.0\r\nX-A: 1\r\nX-A: \t2 \r\n\r\nrest",
    "POST / HTTP/1.1\r\nHost: b\r\nContent-Length: 5\r\n\r\nhello"
      + "POST /second HTTP/1.1\r\nHost: b\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
  ].map { Array($0.utf8) }

  static let words = [
    "\r\n", "\r\n\r\n", "\r\n ", "0\r\n\r\n", ": ", ", ", ";", " HTTP/1.1\r\n", "HTTP/1.0", "POST ",
    "Transfer-Encoding: chunked\r\n", "Content-Length: 5\r\n", "Content-Length: 0\r\n", "chunked",
    "Host: a\r\n", "Expect: 100-continue\r\n", "X_Y: z\r\n", "http://", "ffffffffffffffff\r\n",
    "0x5", "5;", "#", "?", "[", "]", "@", "identity",
  ]

  @Test func aDamagedRequestIsReadTheSameHoweverItIsCut() throws {
    let samples = try Self.plain + RawSample.all().map(\.bytes).filter { $0.count < 2000 }
    let report = Fuzzing("requests", samples: samples, words: Self.words).run { bytes in
      let whole = RequestReading(bytes, step: max(1, bytes.count))
      for step in [1, 2, 7] where RequestReading(bytes, step: step) != whole {
        return .wrong("depends on the cut at \(step)")
      }
      guard StreamReading.agrees(with: whole, on: bytes) else {
        return .wrong("read otherwise from a connection")
      }
      guard case .accepted(let request) = whole else { return .refused }
      return Self.check(request, bytes)
    }
    #expect(report.finding == nil)
    #expect(report.isBalanced)
  }

  /// What holds of every request that is accepted.
  private static func check(_ request: ReadRequest, _ bytes: [UInt8]) -> FuzzVerdict {
    for tail in ["x", "\r\n", "GET / HTTP/1.1\r\n\r\n"] {
      var longer = request
      longer.rest += tail.utf8.count
      let reading = RequestReading(bytes + Array(tail.utf8), step: 4096)
      guard reading == .accepted(longer) else { return .wrong("what follows changes it") }
    }
    var alone = request
    alone.rest = 0
    guard RequestReading(request.bytes, step: 4096) == .accepted(alone) else {
      return .wrong("written again it is read otherwise")
    }
    for header in request.headers {
      guard !header.name.utf8.contains(where: { !$0.isTokenByte || $0 == UInt8(ascii: "_") }),
        header.value.allSatisfy(\.isFieldText)
      else { return .wrong("a header field is not one") }
    }
    return .accepted
  }
}
