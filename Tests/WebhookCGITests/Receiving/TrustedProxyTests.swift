import Common
import TestSupport
import Testing

@testable import webhook_cgi

/// Whose word about the client's address counts.
struct TrustedProxyTests {
  struct Row: Sendable, CustomTestStringConvertible {
    let trusted: String
    let peer: String?
    let forwarded: [String]
    let client: String?

    init(_ trusted: String, _ peer: String?, _ forwarded: [String], _ client: String?) {
      (self.trusted, self.peer) = (trusted, peer)
      (self.forwarded, self.client) = (forwarded, client)
    }

    var testDescription: String { "\(trusted) \(peer ?? "-") \(forwarded)" }
  }

  static let nobody = [
    Row("[]", "192.0.2.7", ["198.51.100.1"], "192.0.2.7"),
    Row("[]", "unix", ["198.51.100.1"], "unix"),
    Row("[]", nil, ["198.51.100.1"], nil),
    Row(#"["127.0.0.1"]"#, "192.0.2.7", ["198.51.100.1"], "192.0.2.7"),
    Row(#"["127.0.0.1"]"#, nil, ["198.51.100.1"], nil),
  ]

  static let addresses = [
    Row(#"["127.0.0.1"]"#, "127.0.0.1", ["198.51.100.1"], "198.51.100.1"),
    Row(#"["127.0.0.1"]"#, "127.0.0.1", ["203.0.113.9, 198.51.100.1"], "198.51.100.1"),
    Row(#"["127.0.0.1"]"#, "127.0.0.1", ["203.0.113.9", "198.51.100.1"], "198.51.100.1"),
    Row(#"["127.0.0.1"]"#, "127.0.0.1", ["198.51.100.1, 127.0.0.1"], "198.51.100.1"),
    Row(#"["127.0.0.1"]"#, "127.0.0.1", ["127.0.0.1"], "127.0.0.1"),
    Row(#"["127.0.0.1"]"#, "127.0.0.1", [], "127.0.0.1"),
    Row(#"["127.0.0.1"]"#, "127.0.0.1", ["198.51.100.1, ,"], "198.51.100.1"),
    Row(#"["unix","10.0.0.1"]"#, "unix", ["198.51.100.1, 10.0.0.1"], "198.51.100.1"),
    Row(#"["unix"]"#, "unix", ["2001:db8::7"], "2001:db8::7"),
    // A local socket is seen, not told: the word would let in whoever says it.
    Row(#"["127.0.0.1"]"#, "127.0.0.1", ["unix"], nil),
    Row(
      #"["127.0.0.1"]"#, "127.0.0.1", ["198.51.100.1, " + String(repeating: "x", count: 5000)], nil),
    Row(#"["127.0.0.1"]"#, "127.0.0.1", ["unix, 198.51.100.1"], "198.51.100.1"),
    // An operator writes an address as people do; a socket gives its shortest form.
    Row(#"["2001:DB8:0:0::1"]"#, "2001:db8::1", ["198.51.100.1"], "198.51.100.1"),
  ]

  static let networks = [
    Row(#"["10.0.0.0/8"]"#, "10.1.2.3", ["198.51.100.1"], "198.51.100.1"),
    Row(#"["10.0.0.0/8"]"#, "11.1.2.3", ["198.51.100.1"], "11.1.2.3"),
    Row(#"["10.0.0.0/8"]"#, "10.1.2.3", ["198.51.100.1, 10.9.9.9"], "198.51.100.1"),
    Row(#"["192.0.2.128/25"]"#, "192.0.2.127", ["198.51.100.1"], "192.0.2.127"),
    Row(#"["192.0.2.128/25"]"#, "192.0.2.128", ["198.51.100.1"], "198.51.100.1"),
    Row(#"["2001:db8::/33"]"#, "2001:db8:7fff::1", ["198.51.100.1"], "198.51.100.1"),
    Row(#"["2001:db8::/33"]"#, "2001:db8:8000::1", ["198.51.100.1"], "2001:db8:8000::1"),
    Row(#"["0.0.0.0/0"]"#, "2001:db8::1", ["198.51.100.1"], "2001:db8::1"),
    Row(#"["::ffff:0:0/96"]"#, "10.1.2.3", ["198.51.100.1"], "10.1.2.3"),
    // A socket for both families spells an IPv4 peer so.
    Row(#"["127.0.0.1"]"#, "::ffff:127.0.0.1", ["198.51.100.1"], "198.51.100.1"),
    Row(#"["::ffff:10.0.0.0/104"]"#, "10.1.2.3", ["198.51.100.1"], "198.51.100.1"),
  ]

  @Test(arguments: nobody + addresses + networks)
  func theClientIsTheLastWhoIsNotTrusted(_ row: Row) throws {
    let bench = try ReceiverBench(top: #""trusted_proxies":\#(row.trusted),"#)
    let delivery = row.forwarded.reduce(Delivery.github()) { $0.adding("X-Forwarded-For", $1) }
    #expect(try bench.send(delivery, from: row.peer).status == 200)
    #expect(try bench.onlyEvent().text("remote") == row.client)
    #expect(try bench.journal().first?["remote"]?.asString == row.client)
  }

  /// systemd names no address for a local socket, nginx `unix:`.
  @Test(arguments: ["", "unix:", "unix"])
  func aLocalSocketIsCalledUnix(_ peer: String) throws {
    let bench = try ReceiverBench(top: #""trusted_proxies":["unix"],"#)
    let delivery = Delivery.github().adding("X-Forwarded-For", "198.51.100.1")
    #expect(try bench.send(delivery, from: peer).status == 200)
    #expect(try bench.onlyEvent().text("remote") == "198.51.100.1")
  }
}
