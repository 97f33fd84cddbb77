import Common
import Foundation
import TestSupport
import Testing

@testable import webhook_cgi

/// Forms, each signed by the rule of its sender.
struct FormDeliveryTests {
  static let json = Delivery.payload
  static let form = "payload=" + escaped(json)

  static func escaped(_ text: String) -> String {
    text.utf8.map { byte in
      let digits = String(byte, radix: 16, uppercase: true)
      return "%" + String(repeating: "0", count: 2 - digits.count) + digits
    }.joined()
  }

  /// A form whose signature is over other bytes than those that are sent.
  static func form(_ delivery: Delivery, sent body: String) -> Delivery {
    delivery.with("Content-Type", "application/x-www-form-urlencoded")
      .changed { $0.body = Array(body.utf8) }
  }

  @Test(arguments: [
    form(.github(form), sent: form), form(.gitea(json), sent: form),
    form(.gitea(json), sent: "a=b&" + form + "&c=d"),
    form(.github("a=b&\(form)&c"), sent: "a=b&\(form)&c"),
  ])
  func aFormIsStoredWithItsPayloadAndWhatWasSigned(_ delivery: Delivery) throws {
    let bench = try ReceiverBench()
    let reply = try bench.send(delivery)
    #expect(reply.status == 200)
    #expect(reply("event_type") == "issues")
    let event = try bench.onlyEvent()
    #expect(event.payload == Array(Self.json.utf8))
    // Around what Gitea signs anybody may write another form.
    #expect(event.body == (delivery.path == "/hooks/github" ? delivery.body : nil))
    #expect(event.text("action") == "opened")
  }

  @Test(arguments: [form(.github(json), sent: form), form(.gitea(form), sent: form)])
  func theOtherSendersRuleIsRefused(_ delivery: Delivery) throws {
    let bench = try ReceiverBench()
    #expect(try bench.send(delivery).status == 401)
    #expect(bench.names(.incoming).isEmpty)
  }

  @Test(arguments: [
    ("a=b", "the form has no field \"payload\""), ("payload=%7", "malformed request"),
    ("payload=%zz", "malformed request"), ("payload={}&payload={}", "malformed request"),
    ("payload=x", "the payload is not JSON"), ("payload=", "the payload is not JSON"),
  ])
  func aGenuineFormThatCannotBeReadIsMalformed(_ body: String, _ error: String) throws {
    let bench = try ReceiverBench()
    let reply = try bench.send(Self.form(.github(body), sent: body))
    #expect(reply.status == 400)
    #expect(try reply.required("error").hasPrefix(error))
    #expect(bench.names(.incoming).isEmpty)
  }

  /// Somebody wrote a form into a title, saw the signed JSON, and sends it again as a form.
  @Test(arguments: [Scheme.github, .slack, .hmac], ["", " \r\n\t"])
  func theSameBytesAreNotTwoEvents(_ scheme: Scheme, _ space: String) throws {
    let sender = try Sender.of(scheme)
    let bench = try sender.bench()
    for body in [#"{"type":"a","title":"&\#(Self.form)&"}"#, #"["&\#(Self.form)&"]"#] {
      let reply = try bench.send(Self.form(sender.delivery(space + body), sent: space + body))
      #expect(reply.status == 400)
      #expect(try reply.required("error") == "malformed request")
    }
    #expect(bench.names(.incoming).isEmpty)
  }

  /// What of a signed form is moved into a signed header would leave another form behind.
  @Test(arguments: [
    ("{header:X-Id}.{body}", "e1.a=b.c&" + form, "e1", "a=b.c&" + form, 200),
    ("{header:X-Id}.{body}", "e1.a=b.c&" + form, "e1.a=b", "c&" + form, 401),
    ("{body}.{header:X-Id}", form + "&a=b.c.e1", "e1", form + "&a=b.c", 200),
    ("{body}.{header:X-Id}", form + "&a=b.c.e1", "c.e1", form + "&a=b", 401),
  ])
  func aFormEndsWhereItsSenderEndedIt(
    _ template: String, _ signed: String, _ id: String, _ body: String, _ status: Int
  ) throws {
    let keys = #""hmac":{"header":"X-Sig","signed":"\#(template)"},"#
    let sender = Sender(.hmac, keys)
    let delivery = Delivery(
      path: "/x",
      headers: [
        ("X-Id", id), ("X-Sig", Delivery.signature(of: Array(signed.utf8), sender.secret)),
        ("Content-Type", "application/x-www-form-urlencoded"),
      ],
      body: Array(body.utf8))
    #expect(try sender.bench().send(delivery).status == status)
  }

  /// The pieces in which a body is read from disk do not show in its base64.
  @Test(arguments: [0, 1, 2, 3])
  func aLargeFormIsKeptWhole(_ rest: Int) throws {
    let bench = try ReceiverBench()
    let text = #"{"a":"\#(String(repeating: "x", count: Body.held + rest))"}"#
    let form = "payload=" + text
    #expect(try bench.send(Self.form(.github(form), sent: form)).status == 200)
    let event = try bench.onlyEvent()
    #expect(event.payload == Array(text.utf8))
    #expect(event.body == Array(form.utf8))
    #expect(bench.names(.tmp).isEmpty)
  }
}
