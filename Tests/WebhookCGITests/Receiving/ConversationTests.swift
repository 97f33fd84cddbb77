import Common
import TestSupport
import Testing

@testable import webhook_cgi

/// When what is read and written, so that the sender sees the answer.
struct ConversationTests {
  static let limit = #""max_body":20,"#

  @Test func aServerAnswersBeforeItDrains() throws {
    let bench = try ReceiverBench(source: Self.limit)
    let stream = ScriptedStream(Delivery.github().bytes, piece: 10)
    try bench.serve(stream, bench.files)
    let answered = try #require(stream.calls.firstIndex(of: .write))
    #expect(stream.calls[answered + 1] == .finish)
    #expect(stream.calls[(answered + 2)...].contains(.read))
    #expect(stream.unreadCount == 0)
    #expect(try Reply(stream.written).status == 413)
  }

  /// fcgiwrap writes the whole body before it reads an answer.
  @Test func aCGIProgramDrainsBeforeItAnswers() throws {
    let bench = try ReceiverBench(source: Self.limit)
    let stream = ScriptedStream([UInt8](repeating: 0x20, count: 300_000))
    try bench.serveCGI(Self.variables(count: 300_000), stream)
    #expect(stream.calls.last == .write)
    #expect(stream.calls.filter { $0 == .write }.count == 1)
    #expect(stream.unreadCount == 0)
    let text = String(decoding: stream.written, as: UTF8.self)
    #expect(text.hasPrefix("Status: 413 Content Too Large\r\n"))
    #expect(!text.contains("Connection:"))
  }

  /// The host may keep standard input open for ever.
  @Test func aCGIProgramReadsNoMoreThanContentLengthSays() throws {
    let bench = try ReceiverBench()
    let delivery = Delivery.github()
    let stream = ScriptedStream([
      .bytes(delivery.body), .fails(.tooSlow),
    ])
    try bench.serveCGI(Self.variables(delivery), stream)
    #expect(String(decoding: stream.written, as: UTF8.self).hasPrefix("Status: 200 OK\r\n"))
    #expect(try bench.onlyEvent().payload == delivery.body)
  }

  @Test(arguments: ["", nil])
  func withoutContentLengthThereIsNoBody(_ length: String?) throws {
    let bench = try ReceiverBench()
    let stream = ScriptedStream([.fails(.tooSlow)])
    let variables = Self.variables(.github()).map {
      ($0.0, $0.0 == "CONTENT_LENGTH" ? length : $0.1)
    }
    try bench.serveCGI(variables.compactMap { pair in pair.1.map { (pair.0, $0) } }, stream)
    #expect(String(decoding: stream.written, as: UTF8.self).hasPrefix("Status: 400 "))
    #expect(stream.calls == [.write])
  }

  static func variables(count: Int) -> [(String, String)] {
    variables(Delivery.github().changed { $0.body = [UInt8](repeating: 0x20, count: count) })
  }

  static func variables(_ delivery: Delivery) -> [(String, String)] {
    delivery.headers.map { name, value in
      let variable = name.uppercased().replacing("-", with: "_")
      return (variable == "CONTENT_TYPE" ? variable : "HTTP_" + variable, value)
    } + [("CONTENT_LENGTH", "\(delivery.body.count)")]
  }

  @Test func whoWaitsForLeaveToSendGetsItOnce() throws {
    let bench = try ReceiverBench()
    let delivery = Delivery.github().adding("Expect", "100-continue")
    let stream = ScriptedStream([.bytes(Array(delivery.head.utf8)), .bytes(delivery.body)])
    try bench.serve(stream, bench.files)
    #expect(stream.calls.prefix(3) == [.read, .write, .read])
    let text = String(decoding: stream.written, as: UTF8.self)
    #expect(text.hasPrefix("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n"))
  }

  @Test func whoHasSentAlreadyGetsNoLeave() throws {
    let bench = try ReceiverBench()
    let delivery = Delivery.github().adding("Expect", "100-continue")
    let stream = ScriptedStream([.bytes(delivery.bytes)])
    try bench.serve(stream, bench.files)
    #expect(String(decoding: stream.written, as: UTF8.self).hasPrefix("HTTP/1.1 200 OK\r\n"))
  }

  /// A refused sender gets no leave; what is read afterwards waits for it to close.
  @Test func whoIsRefusedByTheHeadGetsNoLeave() throws {
    let bench = try ReceiverBench(source: Self.limit)
    let delivery = Delivery.github().adding("Expect", "100-continue")
    let stream = ScriptedStream([.bytes(Array(delivery.head.utf8)), .fails(.tooSlow)])
    try bench.serve(stream, bench.files)
    #expect(String(decoding: stream.written, as: UTF8.self).hasPrefix("HTTP/1.1 413 "))
    #expect(stream.calls == [.read, .write, .finish, .read])
  }

  @Test func whoDoesNotWaitForLeaveSeesTheRefusalAllTheSame() throws {
    let bench = try ReceiverBench(source: Self.limit)
    let delivery = Delivery.github().adding("Expect", "100-continue")
    let stream = ScriptedStream([.bytes(Array(delivery.head.utf8)), .bytes(delivery.body)])
    try bench.serve(stream, bench.files)
    #expect(String(decoding: stream.written, as: UTF8.self).hasPrefix("HTTP/1.1 413 "))
    #expect(stream.unreadCount == 0)
  }

  @Test func whatFollowsTheRequestIsReadAndDropped() throws {
    let bench = try ReceiverBench()
    for isChunked in [false, true] {
      let first = Delivery.github(delivery: "a\(isChunked)").changed { $0.isChunked = isChunked }
      let stream = ScriptedStream([
        .bytes(first.bytes), .bytes(Delivery.github(delivery: "second").bytes),
        .bytes([UInt8](repeating: 0x20, count: 100_000)),
      ])
      try bench.serve(stream, bench.files)
      #expect(try Reply(stream.written).status == 200)
      #expect(stream.unreadCount == 0)
    }
    #expect(bench.names(.incoming).count == 2)
  }

  @Test func malformedChunksAreDrained() throws {
    let bench = try ReceiverBench()
    let head = Delivery.github().changed { $0.isChunked = true }.head
    let rest = [UInt8](repeating: 0x7A, count: 200_000)
    let stream = ScriptedStream(Array(head.utf8) + Array("zz\r\n".utf8) + rest)
    try bench.serve(stream, bench.files)
    #expect(try Reply(stream.written).status == 400)
    #expect(stream.unreadCount == 0)
  }

  /// Refused by its head: the chunks are read only to be dropped.
  @Test func malformedChunksOfARefusedRequestAreDrainedToo() throws {
    let bench = try ReceiverBench()
    let head = Delivery.github().changed { ($0.isChunked, $0.path) = (true, "/nowhere") }.head
    let rest = (0..<20).map { _ in String(repeating: "z", count: 9000) }
    let sent = [head, "2\r\nab\r\nzz\r\n"] + rest
    let stream = ScriptedStream(sent.map { .bytes(Array($0.utf8)) } + [.bytes([])])
    try bench.serve(stream, bench.files)
    #expect(try Reply(stream.written).status == 404)
    #expect(stream.unreadCount == 0)
  }

  @Test func aRequestBehindTheFirstIsNotLookedAt() throws {
    let bench = try ReceiverBench()
    for isChunked in [false, true] {
      let first = Delivery.github(delivery: "a\(isChunked)").changed { $0.isChunked = isChunked }
      let stream = ScriptedStream([
        .bytes(first.bytes + Delivery.github(delivery: "second").bytes)
      ])
      try bench.serve(stream, bench.files)
      #expect(try Reply(stream.written).status == 200)
    }
    #expect(bench.names(.incoming).count == 2)
    #expect(try bench.everything().allSatisfy { !$0.contains("second") })
  }

  /// The client is gone, the event is not.
  @Test func anAnswerThatCannotBeWrittenChangesNothing() throws {
    let bench = try ReceiverBench()
    let stream = ScriptedStream([.bytes(Delivery.github().bytes)], failingWrites: .broken)
    try bench.serve(stream, bench.files)
    #expect(bench.names(.incoming).count == 1)
    let waiting = Delivery.github(delivery: "d-2").adding("Expect", "100-continue")
    let gone = ScriptedStream([.bytes(Array(waiting.head.utf8))], failingWrites: .broken)
    try bench.serve(gone, bench.files)
    #expect(bench.names(.incoming).count == 1)
  }

  /// nginx gives the first of two as CONTENT_TYPE, and the last as HTTP_CONTENT_TYPE.
  @Test(arguments: ["text/plain", "application/json, text/plain", "application/jsonx"])
  func twoContentTypesAreRefused(_ other: String) throws {
    for types in [("application/json", other), (other, "application/json"), ("", other)] {
      let variables = [("HTTP_CONTENT_TYPE", types.1), ("CONTENT_TYPE", types.0)]
      for variables in [variables, variables.reversed()] {
        #expect(throws: HTTPFault.repeatedField) {
          try CGIRequest.read(
            HeaderList(environment: variables), method: "POST", path: "/x", script: nil,
            remote: nil)
        }
      }
    }
  }

  @Test func oneContentTypeGivenTwiceIsOne() throws {
    let bench = try ReceiverBench()
    let delivery = Delivery.github()
    let stream = ScriptedStream([.bytes(delivery.body)])
    let twin = [("HTTP_CONTENT_TYPE", "application/json")]
    try bench.serveCGI(Self.variables(delivery) + twin, stream)
    #expect(String(decoding: stream.written, as: UTF8.self).hasPrefix("Status: 200 OK\r\n"))
  }

  @Test(arguments: [" 7 ", "7 ", "\t7", " "])
  func aLengthWithSpaceAroundItIsNoLength(_ length: String) throws {
    #expect(throws: HTTPFault.badContentLength) {
      try CGIRequest.read(
        HeaderList(environment: [("CONTENT_LENGTH", length)]), method: "POST", path: "/x",
        script: nil, remote: nil)
    }
  }

  @Test(arguments: [
    ("HEAD / HTTP/1.1\r\n x: folded\r\n\r\n", true), ("\r\nHEAD  HTTP/1.1\r\n\r\n", true),
    ("HEAD / HTT", true), ("HEADER / HTTP/1.1\r\n\r\n", false),
  ])
  func theAnswerToAMalformedHeadHasNoBody(_ text: String, _ isHead: Bool) throws {
    let stream = ScriptedStream(Array(text.utf8))
    let fault = #expect(throws: HeadFault.self) {
      try HTTPRequest.read(from: stream, peer: nil)
    }
    #expect(fault?.isToHead == isHead)
    var conversation = Conversation(.http, unreadableOn: stream, isHead: isHead)
    conversation.reply(Answer(status: 400, body: Array("{}".utf8)))
    #expect(String(decoding: stream.written, as: UTF8.self).hasSuffix("\r\n\r\n") == isHead)
  }

  @Test func aHeadThatEndsTooEarlyIsMalformed() {
    #expect(throws: HeadFault.malformed(.cutShort)) {
      try HTTPRequest.read(from: ScriptedStream(Array("POST / HTT".utf8)), peer: nil)
    }
    #expect(throws: HeadFault.nothing) {
      try HTTPRequest.read(from: ScriptedStream(Array("".utf8)), peer: nil)
    }
    #expect(throws: HeadFault.nothing) {
      try HTTPRequest.read(from: ScriptedStream([.fails(.broken)]), peer: nil)
    }
    #expect(throws: HeadFault.tooSlow) {
      let steps: [ScriptedStream.Step] = [.bytes(Array("POST".utf8)), .fails(.tooSlow)]
      return try HTTPRequest.read(from: ScriptedStream(steps), peer: nil)
    }
  }
}
