import Common
import TestSupport
import Testing

@testable import spool_runner

struct SecretCommandTests {
  private static let path = "/etc/webhook-spool/images.secret"
  private let bench: CommandBench

  init() throws {
    bench = try CommandBench()
    let files = bench.view.files
    for folder in ["/etc", "/etc/webhook-spool"] {
      try files.makeFolder(folder, permissions: 0o755)
    }
    let text = """
      {"spool":"/spool","sources":{
        "images":{"path":"/api/webhook/{secret}","scheme":"path","secret":{"file":"\(Self.path)"}},
        "github":{"path":"/hooks/github","scheme":"github","secret":[
          {"env":"OLD"},{"file":"/etc/webhook-spool/a"},{"file":"/etc/webhook-spool/b"}]},
        "lost":{"path":"/lost","scheme":"github","secret":{"file":"/nowhere/x"}},
        "here":{"path":"/here","scheme":"github","secret":{"credential":"hook"}},
        "lab":{"path":"/lab","scheme":"gitlab","secret":{"file":"/etc/webhook-spool/lab"}},
        "open":{"path":"/open","scheme":"none"},
        "pay":{"path":"/pay","scheme":"stripe","secret":{"file":"/etc/webhook-spool/pay"}},
        "bad":{"path":"/bad","scheme":"githob","secret":{"env":"X"}}}}
      """
    let file = try files.create("/etc/webhook-spool/config.json", permissions: 0o644)
    try files.write(Array(text.utf8), to: file)
    files.close(file)
  }

  @discardableResult
  private func run(
    _ verb: SecretRequest.Verb, _ source: String, _ format: Command.Format = .person,
    as user: SimulatedUser = .root
  ) throws(CommandFault) -> String {
    var context = bench.context(files: bench.view.disk.process("operator", user: user))
    context.config = "/etc/webhook-spool/config.json"
    var command = SecretCommand(
      request: SecretRequest(verb: verb, source: source), format: format, context: context)
    command.user = user.id
    command.userNamed = { $0 == "webhook-cgi" ? 990 : nil }
    let before = bench.out.count
    try command.run()
    return bench.out[before...].joined()
  }

  private func secret() throws -> String {
    String(decoding: try bench.view.files.contents(Self.path, limit: 100) ?? [], as: UTF8.self)
  }

  /// A token in its place would no longer sign, and nobody would have said so.
  @Test func whatSignedGoesOnSigning() throws {
    let files = bench.view.files
    let file = try files.create("/etc/webhook-spool/lab", permissions: 0o400)
    try files.write(Array("whsec_AAAA\n".utf8), to: file)
    files.close(file)
    try run(.rotate, "lab")
    let text = String(
      decoding: try files.contents("/etc/webhook-spool/lab", limit: 100) ?? [], as: UTF8.self)
    #expect(text.hasPrefix("whsec_") && !text.hasPrefix("whsec_AAAA\n"))
  }

  @Test func ensureMakesASecretOnceAndNeverShowsIt() throws {
    let first = try run(.ensure, "images")
    let secret = try secret()
    #expect(secret.utf8.count == 37)
    #expect(
      first == """
        made \(Self.path)
        the sender posts to /api/webhook/{secret}, with what this shows in its place: \
        cat \(Self.path)

        """)
    let second = try run(.ensure, "images")
    #expect(second.hasPrefix("\(Self.path) is there and stays as it is\n"))
    #expect(try self.secret() == secret)
    #expect(bench.out.allSatisfy { !$0.contains(secret.dropLast()) })
  }

  @Test func rotateReplacesIt() throws {
    try run(.ensure, "images")
    let old = try secret()
    #expect(try run(.rotate, "images").hasPrefix("replaced \(Self.path): the old secret is ref"))
    #expect(try secret() != old)
    #expect(try bench.view.files.names(in: "/etc/webhook-spool").count == 2)
  }

  @Test func theFirstFileOfAListIsMeantAndTheOthersAreNamed() throws {
    let said = try run(.rotate, "github")
    #expect(
      said == """
        made /etc/webhook-spool/a
        still valid: environment variable OLD, /etc/webhook-spool/b
        the sender posts to /hooks/github, and is told what this shows: cat /etc/webhook-spool/a

        """)
  }

  @Test func aScriptGetsOneObject() throws {
    #expect(
      try run(.ensure, "images", .script)
        == #"{"source":"images","secret":"made","file":"\#(Self.path)","#
        + #""path":"/api/webhook/{secret}"}"# + "\n")
    #expect(try run(.rotate, "images", .script).contains(#""secret":"replaced""#))
  }

  @Test func rootMakesItForTheReceiverAndKeepsAnOldFilesOwner() throws {
    try run(.ensure, "images")
    #expect(try bench.view.files.status(Self.path).owner == 990)
    try bench.view.disk.change(Self.path, owner: 990, group: 66)
    try run(.rotate, "images")
    let status = try bench.view.files.status(Self.path)
    #expect(status.owner == 990 && status.group == 66 && status.permissions == 0o400)
  }

  /// Whoever may write into the folder may put a secret there, and would be given the next one.
  @Test(arguments: [SecretRequest.Verb.ensure, .rotate])
  func whatAnotherAccountPutThereIsRefused(_ verb: SecretRequest.Verb) throws {
    try run(.ensure, "images")
    let old = try secret()
    try bench.view.disk.change(Self.path, owner: 55)
    let message = try refusal(verb, "images")
    #expect(message.contains("who is neither root nor the receiver and may know the secret"))
    #expect(try secret() == old)
    // Nor what a link of the receiver's leads to.
    try bench.view.files.rename(Self.path, to: "/etc/planted")
    try bench.view.files.makeLink(Self.path, text: "/etc/planted")
    #expect(try refusal(verb, "images").contains("neither root nor the receiver"))
  }

  /// The receiver read it as one of the group or as anybody; of the new one the owner alone does.
  @Test(arguments: [0o440, 0o644] as [UInt32])
  func whatRootSharedBecomesTheReceivers(_ permissions: UInt32) throws {
    let file = try bench.view.files.create(Self.path, permissions: permissions)
    bench.view.files.close(file)
    try run(.rotate, "images")
    let status = try bench.view.files.status(Self.path)
    #expect(status.owner == 990 && status.permissions == 0o400)
  }

  @Test func whatRootKeptToItselfStaysRoots() throws {
    let file = try bench.view.files.create(Self.path, permissions: 0o400)
    bench.view.files.close(file)
    try run(.rotate, "images")
    #expect(try bench.view.files.status(Self.path).owner == 0)
  }

  @Test func anotherUserMakesItForThemselves() throws {
    let user = SimulatedUser(id: 1000, group: 1000)
    try bench.view.disk.change("/etc/webhook-spool", owner: 1000)
    try run(.ensure, "images", as: user)
    try run(.rotate, "images", as: user)
    #expect(try bench.view.files.status(Self.path).owner == 1000)
    try bench.view.disk.change(Self.path, owner: 990)
    #expect(try refusal(.rotate, "images", as: user).contains(": run this as root or as that"))
  }

  @Test func whoMayNotWriteThereIsToldWhoMay() throws {
    let stranger = SimulatedUser(id: 4000, group: 4000)
    let said = try refusal(.ensure, "images", as: stranger)
    #expect(said.hasSuffix(": run this as root, or as the secret's owner"))
  }

  @Test(arguments: [
    ("image", "no source is called \"image\": did you mean \"images\"?"),
    ("lost", "/nowhere/x: there is no folder /nowhere"),
    (
      "here",
      "the secret of source here is in credential hook: only one in a {\"file\"} can be made"
    ),
    ("open", "source open has the scheme \"none\", which needs no secret"),
    ("pay", "stripe makes the secret itself: put what it shows into /etc/webhook-spool/pay"),
  ])
  func whatCannotBeMadeIsRefusedWithTheReason(_ source: String, _ reason: String) throws {
    #expect(try refusal(.ensure, source) == reason)
    #expect(try refusal(.rotate, source) == reason)
  }

  @Test func aLinkInThePlaceOfTheFileIsNotReplaced() throws {
    try bench.view.files.makeLink(Self.path, text: "/elsewhere")
    #expect(try refusal(.rotate, "images").hasPrefix("\(Self.path) is no regular file"))
    #expect(try bench.view.files.linkText(Self.path) == "/elsewhere")
  }

  @Test func whatCannotBeASecretIsNotKept() throws {
    bench.view.files.close(try bench.view.files.create(Self.path, permissions: 0o400))
    let empty = "\(Self.path) is there and is empty: spool-runner secret rotate images"
    #expect(try refusal(.ensure, "images") == empty)
    try run(.rotate, "images")
    #expect(try run(.ensure, "images").contains("stays as it is"))
    try bench.view.files.remove(Self.path)
    try bench.view.files.makeFolder(Self.path, permissions: 0o700)
    #expect(try refusal(.ensure, "images").hasPrefix("\(Self.path) is no regular file"))
  }

  @Test func aSourceWithAFaultIsAFaultOfTheConfiguration() throws {
    let fault = #expect(throws: CommandFault.self) { try run(.ensure, "bad") }
    #expect(fault?.status == .configuration)
    #expect(fault?.message.contains("sources.bad.scheme") == true)
  }

  private func refusal(
    _ verb: SecretRequest.Verb, _ source: String, as user: SimulatedUser = .root
  ) throws -> String {
    let fault = #expect(throws: CommandFault.self) { try run(verb, source, as: user) }
    #expect(fault?.status == .failed)
    return try #require(fault).message
  }
}
