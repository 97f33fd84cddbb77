import Testing

@testable import Common
@testable import spool_runner

struct ProgramCallTests {
  static let refused: [(step: String, payload: String, complaint: String)] = [
    (
      #""run": ["/x", "{{payload.a}}"]"#, "{}",
      "run[1]: the event has no payload.a; {{payload.a?}} would allow that"
    ),
    (
      #""env": {"A": "{{payload.a}}"}"#, #"{"a": null}"#,
      "env.A: the event has no payload.a; {{payload.a?}} would allow that"
    ),
    (
      #""run": ["/x", "y", "{{payload.a}}"]"#, #"{"a": "-rf"}"#,
      "run[2]: the value begins with \"-\"; \"dash\": true would allow that"
    ),
    (#""run": ["/x", "{{payload.a}}"]"#, #"{"a": -1}"#, "run[1]: the value begins with \"-\""),
    (
      #""run": ["/x", "{{payload.a?}}{{payload.b}}"]"#, #"{"b": "-x"}"#,
      "run[1]: the value begins with \"-\""
    ),
    (#""run": ["/x", "a{{payload.a}}"]"#, #"{"a": "b\u0000c"}"#, "run[1]: the value has a NUL"),
    (#""env": {"A": "{{payload.a}}"}"#, #"{"a": "\u0000"}"#, "env.A: the value has a NUL byte"),
  ]

  static let allowed: [(step: String, payload: String, last: String)] = [
    (#""run": ["/x", "-{{payload.a}}"]"#, #"{"a": "x"}"#, "-x"),
    (#""run": ["/x", "--ref={{payload.a}}"]"#, #"{"a": "-x"}"#, "--ref=-x"),
    (#""run": ["/x", "-n"]"#, "{}", "-n"),
    (#""run": ["/x", "{{payload.a}}"], "dash": true"#, #"{"a": "-x"}"#, "-x"),
    (#""run": ["/x", "{{payload.a}}"]"#, #"{"a": "a-b"}"#, "a-b"),
    (#""run": ["/x", "{{payload.a?}}"]"#, "{}", ""),
    (#""run": ["/x", "{{payload.a}}"]"#, #"{"a": "$(reboot); 'q' \n é"}"#, "$(reboot); 'q' \n é"),
  ]

  @Test(arguments: refused)
  func whatCannotBePassedOnSafelyIsRefused(step: String, payload: String, complaint: String) throws
  {
    let error = #expect(throws: ProgramCallFault.self) { try Self.call(step, payload) }
    #expect(error?.description.hasPrefix(complaint) == true)
  }

  @Test(arguments: allowed)
  func anArgumentIsOneArgument(step: String, payload: String, last: String) throws {
    #expect(try Self.call(step, payload).arguments == ["/x", last])
  }

  @Test func anArgumentMayBeAsLongAsTheKernelTakes() throws {
    let longest = String(repeating: "x", count: 131_071)
    let step = #""run": ["/x", "{{payload.a}}"]"#
    #expect(try Self.call(step, #"{"a": "\#(longest)"}"#).arguments[1] == longest)
    let error = #expect(throws: ProgramCallFault.self) {
      try Self.call(step, #"{"a": "\#(longest)y"}"#)
    }
    #expect(error == ProgramCallFault("run[1]", .tooLong))
    #expect(error?.description == "run[1]: the value is longer than 131071 bytes")
  }

  @Test func aVariableIsAsLongAsItsNameAndValue() throws {
    let longest = String(repeating: "x", count: 131_071 - 4)
    let step = #""env": {"ABC": "{{payload.a}}"}"#
    let call = try Self.call(step, #"{"a": "\#(longest)"}"#)
    #expect(call.environment["ABC"]?.bytes.count == longest.utf8.count)
    #expect(throws: ProgramCallFault("env.ABC", .tooLong)) {
      try Self.call(step, #"{"a": "\#(longest)y"}"#)
    }
  }

  @Test func secretsGoIntoTheEnvironmentUnseen() throws {
    let secrets = NamedSecrets(["chat": Secret(Array("hunter2".utf8))])
    let call = try Self.call(#""env": {"TOKEN": "Bearer {{secret.chat}}"}"#, "{}", secrets)
    #expect(call.environment["TOKEN"]?.bytes == Array("Bearer hunter2".utf8))
    var dumped = ""
    dump(call, to: &dumped)
    #expect(!"\(call)".contains("hunter2") && !dumped.contains("hunter2"))
    #expect(!dumped.contains("104"))
  }

  @Test func theRunnersVariablesDoNotReplaceTheRoutes() throws {
    var call = try Self.call(#""env": {"PATH": "/mine"}, "cwd": "/srv""#, "{}")
    call.add([("PATH", "/bin"), ("WEBHOOK_SOURCE", "github")])
    #expect(
      call.environment.mapValues { String(decoding: $0.bytes, as: UTF8.self) }
        == ["PATH": "/mine", "WEBHOOK_SOURCE": "github"])
    #expect(call.folder == "/srv")
  }

  private static func call(
    _ step: String, _ payload: String, _ secrets: NamedSecrets = NamedSecrets()
  ) throws -> ProgramCall {
    let route = RouteFileTests.route("", step: step)
    let text = "{\"secrets\":{\"chat\":{\"env\":\"A\"}},\"routes\":[\(route)]}"
    let file = try RouteFileTests.file(text)
    let step = try #require(file.routes.first?.route.step)
    return try ProgramCall(step, EventSample("\"payload\":\(payload)"), secrets)
  }
}
