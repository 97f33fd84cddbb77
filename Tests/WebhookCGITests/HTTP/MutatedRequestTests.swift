import TestSupport
import Testing

@testable import webhook_cgi

/// Damaged requests: nothing crashes, and the cut of the reads changes nothing.
struct MutatedRequestTests {
  static let seeds: [[UInt8]] = [
    "POST /hook?x=1 HTTP/1.1\r\nHost: a.example:80\r\nContent-Length: 5\r\n\r\nhello",
    "POST http://a/hook HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 0\r\n\r\n",
    "POST / HTTP/1.1\r\nHost: [::1]\r\nTransfer-Encoding: chunked\r\n\r\n"
      + "5;a=b\r\nhello\r\n0a\r\n0123456789\r\n0\r\nX-T: 1\r\n\r\n",
    "\r\nGET /events HTTP/1.0\r\nX-A: 1\r\nX-A: \t2 \r\n\r\nrest",
  ].map { Array($0.utf8) }

  static let bytes: [UInt8] = Array("\r\n \t:;,%_?#/0159aAfFxX\0\u{7f}-".utf8) + [0x80, 0xff]

  @Test func aDamagedRequestIsReadTheSameHoweverItIsCut() {
    var random = SplitMix(seed: 0x5eed)
    var accepted = 0
    for round in 0..<4000 {
      var request = Self.seeds[round % Self.seeds.count]
      for _ in 0...random.below(3) { mutate(&request, &random) }
      let whole = RequestReading(request, step: max(1, request.count))
      #expect(RequestReading(request, step: 1) == whole, "round \(round)")
      #expect(RequestReading(request, step: 2 + random.below(9)) == whole, "round \(round)")
      if case .accepted = whole { accepted += 1 }
    }
    #expect((100..<3900).contains(accepted), "the mutations are too strong or too weak")
  }

  @Test func aDamagedFormIsDecodedTheSameHoweverItIsCut() {
    let seed = Array("a=1&payload=%7B%22a%22:+1%7D&b=%41".utf8)
    var random = SplitMix(seed: 0xf00d)
    var faults = 0
    for round in 0..<4000 {
      var form = seed
      for _ in 0...random.below(3) { mutate(&form, &random, bytes: Array("%&=+paylod7BG".utf8)) }
      let whole = FormReading(form, step: max(1, form.count))
      #expect(FormReading(form, step: 1) == whole, "round \(round)")
      #expect(whole == FormReading(fieldsOf: form), "round \(round)")
      if case .refused = whole { faults += 1 }
    }
    #expect((100..<3900).contains(faults), "the mutations are too strong or too weak")
  }

  private func mutate(
    _ request: inout [UInt8], _ random: inout SplitMix, bytes: [UInt8] = Self.bytes
  ) {
    let place = random.below(request.count)
    switch random.below(4) {
    case 0: request.remove(at: place)
    case 1: request.insert(bytes[random.below(bytes.count)], at: place)
    case 2: request[place] = bytes[random.below(bytes.count)]
    default:
      let end = min(request.count, place + 1 + random.below(12))
      request.insert(contentsOf: request[place..<end], at: random.below(request.count))
    }
  }
}
