import Foundation
import TestSupport
import Testing

@testable import webhook_cgi

/// The program on a connection, as systemd with `Accept=yes` starts it, and on what else stdin is.
struct InetdTests {
  static let delivery = Delivery.github()

  /// Sends everything at once and returns the answer.
  private func exchange(_ bench: ProgramBench, _ bytes: [UInt8]) throws -> Reply {
    let (client, run) = try bench.connect()
    client.send(bytes)
    let answer = try client.readAll()
    client.close()
    #expect(run.wait() == 0)
    return try Reply(answer)
  }

  @Test(arguments: [false, true])
  func aDeliveryIsStored(_ isChunked: Bool) throws {
    let bench = try ProgramBench()
    let delivery = Self.delivery.changed { $0.isChunked = isChunked }
    let reply = try exchange(bench, delivery.bytes)
    #expect(reply.status == 200)
    #expect(reply.field("Connection") == "close")
    let event = try bench.onlyEvent()
    #expect(event.payload == delivery.body)
    #expect(event.text("remote") == "unix")
    #expect(try event.text("id") == reply.required("event_id"))
  }

  @Test func aRequestMayComeByteByByte() throws {
    let bench = try ProgramBench()
    let (client, run) = try bench.connect()
    for byte in Self.delivery.bytes { client.send([byte]) }
    #expect(try Reply(client.readAll()).status == 200)
    client.close()
    #expect(run.wait() == 0)
  }

  @Test func whoWaitsForLeaveToSendGetsItBeforeTheBody() throws {
    let bench = try ProgramBench()
    let delivery = Self.delivery.adding("Expect", "100-continue")
    let (client, run) = try bench.connect()
    client.send(Array(delivery.head.utf8))
    #expect(try client.read(through: "\r\n\r\n") == "HTTP/1.1 100 Continue\r\n\r\n")
    client.send(delivery.body)
    #expect(try Reply(client.readAll()).status == 200)
    client.close()
    #expect(run.wait() == 0)
    #expect(bench.events().count == 1)
  }

  @Test func aSecondRequestOnTheConnectionIsIgnored() throws {
    let bench = try ProgramBench()
    let both = Self.delivery.bytes + Delivery.github(delivery: "d-2").bytes
    let reply = try exchange(bench, both)
    #expect(reply.status == 200)
    #expect(reply.text.components(separatedBy: "HTTP/1.1 ").count == 2)
    #expect(try bench.onlyEvent().text("delivery") == "d-1")
  }

  /// Bytes left in the socket would reset the connection when the program ends.
  @Test func whoeverSendsTooMuchReadsTheAnswerToItsEnd() throws {
    let bench = try ProgramBench()
    let large = Delivery.github([UInt8](repeating: 0x20, count: 100_000) + Array("{}".utf8))
    let reply = try exchange(bench, large.bytes + [UInt8](repeating: 0x0D, count: 1 << 20))
    #expect(reply.status == 200)
    let hasty = Self.delivery.adding("Expect", "100-continue").changed {
      $0.path = "/nowhere"
      $0.body = [UInt8](repeating: 0x20, count: 1 << 20)
    }
    #expect(try exchange(bench, hasty.bytes).status == 404)
  }

  @Test(arguments: [0, 1, 20])
  func aBodyCutShortIsRefusedAndNotKept(_ count: Int) throws {
    let bench = try ProgramBench()
    let (client, run) = try bench.connect()
    client.send(Array(Self.delivery.head.utf8) + Self.delivery.body.prefix(count))
    client.finishSending()
    #expect(try Reply(client.readAll()).status == 400)
    #expect(run.wait() == 0)
    #expect(bench.events().isEmpty)
    #expect(bench.names("tmp").isEmpty)
  }

  /// The client is gone altogether, answer or no answer.
  @Test func aClientThatGoesAwayLeavesNothing() throws {
    let bench = try ProgramBench()
    let (client, run) = try bench.connect()
    client.send(Array(Self.delivery.head.utf8) + [0x7B])
    client.close()
    // SIGPIPE is the kernel's word for it that nobody reads the answer.
    #expect([0, -SIGPIPE].contains(run.wait()))
    #expect(bench.events().isEmpty)
    #expect(bench.names("tmp").isEmpty)
  }

  @Test func aConnectionWithoutAWordGetsNoAnswer() throws {
    let bench = try ProgramBench()
    let (client, run) = try bench.connect()
    client.finishSending()
    #expect(try client.readAll() == [])
    #expect(run.wait() == 0)
  }

  @Test func anOldClientIsServed() throws {
    let bench = try ProgramBench()
    let head = Self.delivery.head.replacing("HTTP/1.1", with: "HTTP/1.0")
      .replacing("Host: hooks.example\r\n", with: "")
    #expect(try exchange(bench, Array(head.utf8) + Self.delivery.body).status == 200)
    #expect(bench.events().count == 1)
  }

  @Test(arguments: [
    ("\u{16}\u{3}\u{1}", 400), ("GET\r\n\r\n", 400), ("POST /hooks/github HTTP/2.0\r\n\r\n", 505),
    ("POST /hooks/github HTTP/1.1\r\n\r\n", 400),
    ("POST /\(String(repeating: "a", count: 9000)) HTTP/1.1\r\n\r\n", 414),
    ("POST / HTTP/1.1\r\nHost: a\r\nX: \(String(repeating: "a", count: 66_000))\r\n\r\n", 431),
    ("POST / HTTP/1.1\r\nHost: a\r\nExpect: more\r\n\r\n", 417),
    ("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\n\r\n", 501),
    ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n", 400),
  ])
  func aRequestThatIsNotUnderstoodIsAnswered(_ text: String, _ status: Int) throws {
    let bench = try ProgramBench()
    let reply = try exchange(bench, Array(text.utf8))
    #expect(reply.status == status)
    #expect(reply("status_code") == "\(status)")
    #expect(!reply.memberNames.contains("path"))
  }

  @Test func aLargeBodyThatIsRefusedDoesNotHideTheAnswer() throws {
    let bench = try ProgramBench(source: #""max_body":1000,"#)
    for isChunked in [false, true] {
      let body = [UInt8](repeating: 0x20, count: 3 << 20)
      let delivery = Delivery.github("{}").changed {
        $0.body = body
        $0.isChunked = isChunked
      }
      #expect(try exchange(bench, delivery.bytes).status == 413)
    }
  }

  /// A second is the shortest deadline there is, and this test waits for it.
  @Test func aSlowClientIsToldSo() throws {
    let bench = try ProgramBench(top: #""deadline":"1s","#)
    let (slowHead, first) = try bench.connect()
    let (slowBody, second) = try bench.connect()
    slowHead.send(Array("POST /hooks".utf8))
    slowBody.send(Array(Self.delivery.head.utf8) + [0x7B])
    let held = try bench.run(
      [],
      [
        "GATEWAY_INTERFACE": "CGI/1.1", "REQUEST_METHOD": "POST", "PATH_INFO": "/hooks/github",
        "CONTENT_TYPE": "application/json", "CONTENT_LENGTH": "5",
      ], isHeld: true)
    #expect(held.text.hasPrefix("Status: 408 "))
    #expect(try Reply(slowHead.readAll()).status == 408)
    #expect(try Reply(slowBody.readAll()).status == 408)
    #expect([first.wait(), second.wait(), held.exit] == [0, 0, 0])
    #expect(bench.names("tmp").isEmpty)
  }

  @Test func standardInputMayBeAPipeOrAFile() throws {
    let bench = try ProgramBench()
    let piped = try bench.run(input: Self.delivery.bytes)
    #expect(try Reply(piped.output).status == 200)
    let path = bench.folder.path("request")
    try Data(Delivery.github(delivery: "d-2").bytes).write(to: URL(filePath: path))
    let filed = try bench.run(on: try Channel.file(path, O_RDONLY))
    #expect(try Reply(filed.output).status == 200)
    #expect(bench.events().count == 2)
  }

  @Test func onATerminalItSaysHowItIsUsed() throws {
    let bench = try ProgramBench()
    let terminal = try Channel.terminal()
    let result = try bench.run(on: terminal.theirs)
    #expect(result.exit == 64)
    #expect(result.text.contains("usage:"))
  }
}
