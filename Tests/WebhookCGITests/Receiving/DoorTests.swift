import Common
import TestSupport
import Testing

@testable import webhook_cgi

/// Who is let in, before the body is read.
struct DoorTests {
  static let office = #""addresses":["192.0.2.0/24","2001:db8::/32"],"#
  static let list = #""addresses":{"file":"/list"},"#

  private func status(_ source: String, from peer: String?, list: String? = nil) throws -> Int {
    let bench = try ReceiverBench(source: source)
    if let list { try bench.files.put(list, at: "/list") }
    return try bench.send(.github(), from: peer).status
  }

  @Test(arguments: [
    ("192.0.2.7", 200), ("::ffff:192.0.2.7", 200), ("2001:db8::1", 200), ("192.0.3.1", 403),
    ("2001:db9::1", 403), ("unix", 403), ("", 403), (nil, 403), ("who?", 403),
  ])
  func onlyListedAddressesAreLetIn(peer: String?, status: Int) throws {
    #expect(try self.status(Self.office, from: peer) == status)
    #expect(
      try self.status(Self.list, from: peer, list: "192.0.2.0/24\n2001:db8::/32\n") == status)
  }

  @Test func aLocalSocketIsLetInWhereItIsListed() throws {
    #expect(try status(#""addresses":["unix","10.0.0.1"],"#, from: "unix") == 200)
    #expect(try status(#""addresses":["unix","10.0.0.1"],"#, from: nil) == 403)
  }

  @Test func theAddressIsTheClientsAndNotTheTrustedProxys() throws {
    let bench = try ReceiverBench(top: #""trusted_proxies":["unix"],"#, source: Self.office)
    let delivery = Delivery.github().adding("X-Forwarded-For", "192.0.2.7, 203.0.113.1")
    #expect(try bench.send(delivery, from: "unix").status == 403)
    let listed = Delivery.github().adding("X-Forwarded-For", "203.0.113.1, 192.0.2.7")
    #expect(try bench.send(listed, from: "unix").status == 200)
  }

  @Test(arguments: [nil, "", "# none yet\n", "192.0.2.0/24\n<html>\n"])
  func aListThatCannotBeUsedLetsNobodyIn(list: String?) throws {
    let bench = try ReceiverBench(source: #""addresses":["192.0.2.7",{"file":"/list"}],"#)
    if let list { try bench.files.put(list, at: "/list") }
    let reply = try bench.send(.github())
    #expect(reply.status == 500)
    #expect(reply("error") == "this source is misconfigured")
    #expect(!reply.text.contains("/list"))
    let reason = try #require(try bench.journal().first?["reason"]?.asString)
    #expect(reason.hasPrefix("source github: addresses: /list"))
    if list?.contains("html") == true { #expect(reason.contains("line 2 is no address")) }
  }

  @Test(arguments: [
    ("GitHub-Hookshot/1", 200), ("Go-http-client/1.1", 200), ("github-hookshot/1", 403),
    ("Go", 403), ("", 403), (nil, 403),
  ])
  func onlyListedUserAgentsAreLetIn(agent: String?, status: Int) throws {
    let bench = try ReceiverBench(source: #""user_agents":["GitHub-Hookshot/","Go-"],"#)
    let plain = Delivery.github().without("User-Agent")
    let reply = try bench.send(agent.map { plain.adding("User-Agent", $0) } ?? plain)
    #expect(reply.status == status)
  }

  @Test(arguments: [
    (#""addresses":"10.0.0.1","#, "addresses: this client is not listed"),
    (#""user_agents":"Go-","#, "user_agents: this client's is not listed"),
  ])
  func theJournalAloneSaysWhichCheckRefused(source: String, reason: String) throws {
    let bench = try ReceiverBench(source: source)
    let reply = try bench.send(.github())
    #expect(reply.memberNames == ["error", "status_code", "path", "correlation_id"])
    #expect(reply("error") == "forbidden")
    #expect(try bench.journal().first?["reason"]?.asString == reason)
  }

  /// The order: path, method, address, declared size.
  @Test func theDoorStandsBehindTheMethodAndBeforeTheSize() throws {
    let bench = try ReceiverBench(source: #""addresses":"10.0.0.1","max_body":10,"#)
    #expect(try bench.send(Delivery.github().changed { $0.method = "GET" }).status == 405)
    #expect(try bench.send(.github()).status == 403)
    #expect(try bench.send(.github(), from: "10.0.0.1").status == 413)
  }

  @Test func whoIsNotLetInIsAnsweredBeforeTheBody() throws {
    let bench = try ReceiverBench(source: #""addresses":"10.0.0.1","#)
    let delivery = Delivery.github().adding("Expect", "100-continue")
    let stream = ScriptedStream([.bytes(Array(delivery.head.utf8)), .bytes(delivery.body)])
    try bench.serve(stream, from: "192.0.2.7", bench.disk.process("receiver"))
    #expect(try Reply(stream.written).status == 403)
    #expect(stream.calls.prefix(3) == [.read, .write, .finish])
  }

  @Test func aWrongPathSecretIsTheSame404WhateverTheAddress() throws {
    let bench = try ReceiverBench(
      sources: #""images":{"path":"/i/{secret}","scheme":"path","secret":{"env":"SECRET"},"#
        + #""addresses":"10.0.0.1"}"#)
    var wrong = Delivery.github()
    wrong.path = "/i/guess"
    #expect(try bench.send(wrong).status == 404)
    #expect(try bench.send(wrong, from: "10.0.0.1").status == 404)
  }
}
