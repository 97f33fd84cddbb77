import TestSupport
import Testing

@testable import Common

struct ConfigurationFindingsTests {
  private static let key = "/etc/webhook-spool/config.json: sources.github.secret: "
  private static let place = "secret in /etc/webhook-spool/github.secret: "

  @Test func aMissingSecretIsAFault() throws {
    let bench = try CheckBench()
    try bench.root.remove(CheckBench.secret)
    #expect(
      try bench.texts() == [
        "\(Self.key)\(Self.place)there is no such file; expected the secret, in one line "
          + "(spool-runner secret ensure github makes one)"
      ])
  }

  /// What another names cannot be made here, and only the first file is the command's.
  @Test func ofTwoMissingSecretsTheFirstCanBeMade() throws {
    let bench = try CheckBench(secret: #"[{"file":"/a"},{"file":"/b"}]"#)
    let messages = try bench.findings().map(\.message)
    #expect(messages.map { $0.contains("secret ensure github") } == [true, false])
  }

  @Test func aSecretThatIsAFolderIsNotGivenAway() throws {
    let bench = try CheckBench(secret: #"{"file":"/var"}"#)
    #expect(try bench.findings().map(\.message) == ["secret in /var: is not a regular file"])
  }

  @Test func aSecretBehindALinkIsLookedAtItself() throws {
    let bench = try CheckBench(secret: #"{"file":"/link"}"#)
    try bench.root.makeLink("/link", text: CheckBench.secret)
    #expect(try bench.texts().isEmpty)
    try bench.disk.change(CheckBench.secret, permissions: 0o666)
    #expect(try bench.texts().first?.contains("(mode 666, expected 600)") == true)
  }

  @Test(arguments: [("a/b", true), ("a b", true), ("a%2Fb", true), ("a-B_9.~", false)])
  func aSecretThatNoPathCanHoldIsAFault(secret: String, isFault: Bool) throws {
    let bench = try CheckBench(path: "/hook/{secret}", scheme: "path")
    try bench.root.remove(CheckBench.secret)
    try bench.put(secret, at: CheckBench.secret, 0o400, owner: 901)
    let findings = try bench.findings()
    #expect(findings.map(\.weight) == (isFault ? [.fault] : []))
    #expect(findings.allSatisfy { $0.message.hasSuffix("spool-runner secret rotate github") })
    #expect(findings.allSatisfy { !$0.message.contains(secret) })
  }

  @Test(arguments: ["", "\n"])
  func anEmptySecretIsAFault(text: String) throws {
    let bench = try CheckBench(secret: #"{"file":"/etc/webhook-spool/none"}"#)
    try bench.put(text, at: "/etc/webhook-spool/none", 0o400, owner: 901)
    let findings = try bench.findings()
    #expect(findings.map(\.weight) == [.fault])
    #expect(findings.first?.message.contains("it is empty") == true)
  }

  @Test(arguments: [(UInt32(0o644), "600"), (0o440, "400"), (0o404, "400")])
  func aSecretThatOthersMayUseIsAFault(mode: UInt32, wanted: String) throws {
    let bench = try CheckBench()
    try bench.disk.change(CheckBench.secret, permissions: mode)
    let found = String(mode, radix: 8)
    #expect(
      try bench.texts() == [
        "\(Self.key)\(Self.place)others may use it (mode \(found), expected \(wanted)): "
          + "chmod \(wanted) /etc/webhook-spool/github.secret"
      ])
  }

  /// Root may read everything, so that it can is no proof that the receiver can.
  @Test func aSecretOfRootIsNoneOfTheReceivers() throws {
    let bench = try CheckBench()
    try bench.disk.change(CheckBench.secret, owner: 0)
    #expect(
      try bench.texts() == [
        "\(Self.key)\(Self.place)webhook-cgi may not read /etc/webhook-spool/github.secret "
          + "(root:root 400): chown webhook-cgi:root /etc/webhook-spool/github.secret "
          + "&& chmod 400 /etc/webhook-spool/github.secret"
      ])
  }

  @Test func aSecretBehindAClosedFolderIsAFault() throws {
    let bench = try CheckBench(secret: #"{"file":"/srv/secrets/github"}"#)
    try bench.folder("/srv", owner: 0, group: 0, 0o755)
    try bench.folder("/srv/secrets", owner: 0, group: 0, 0o700)
    try bench.put("swordfish", at: "/srv/secrets/github", 0o400, owner: 901)
    let texts = try bench.texts()
    #expect(texts.count == 1)
    #expect(texts.first?.contains("webhook-cgi may not enter /srv/secrets (root:root 700)") == true)
  }

  @Test func theReceiverItselfIsToldThatItMayNotReadASecret() throws {
    let bench = try CheckBench()
    try bench.disk.change(CheckBench.secret, owner: 0)
    let findings = try bench.findings(as: CheckBench.receiver)
    #expect(findings.map(\.weight) == [.fault])
    #expect(findings.first?.message.contains("Permission denied; chown webhook-cgi:root") == true)
  }

  @Test(arguments: [CheckBench.visitor, CheckBench.runner])
  func anotherUserIsToldWhoHasToAsk(user: SimulatedUser) throws {
    let bench = try CheckBench()
    let notes = try bench.findings(as: user).filter { $0.key != nil }
    #expect(notes.map(\.weight) == [.note])
    let name = user.id == 1000 ? "alice" : "webhook-runner"
    #expect(
      notes.map(\.message) == [
        "\(Self.place)not checked here: \(name) may not read it; run as webhook-cgi or root: "
          + "sudo -u webhook-cgi webhook-cgi --check"
      ])
  }

  @Test(arguments: [#"{"credential":"github"}"#, #"{"env":"SECRET"}"#])
  func aSecretOfTheUnitAloneIsANote(secret: String) throws {
    let findings = try CheckBench(secret: secret).findings()
    #expect(findings.map(\.weight) == [.note])
    #expect(findings.first?.message.contains("not checked here") == true)
  }

  @Test func aCredentialThatTheUnitHasNotIsAFault() throws {
    let bench = try CheckBench(secret: #"{"credential":"github"}"#)
    let findings = try bench.findings(["CREDENTIALS_DIRECTORY": "/run/credentials"])
    #expect(findings.map(\.weight) == [.fault])
  }

  @Test func ofSeveralSecretsTheWrongOneIsNamed() throws {
    let bench = try CheckBench(
      secret: #"[{"file":"/etc/webhook-spool/github.secret"},{"file":"/none"}]"#)
    #expect(try bench.findings().map(\.key) == ["sources.github.secret[1]"])
  }

  @Test func noFindingShowsASecret() throws {
    let bench = try CheckBench()
    try bench.disk.change(CheckBench.secret, owner: 0, permissions: 0o666)
    for user in [SimulatedUser.root, CheckBench.receiver, CheckBench.visitor] {
      #expect(try bench.texts(as: user).allSatisfy { !$0.contains("swordfish") })
    }
  }

  @Test func aConfigurationThatOthersMayWriteIsAFault() throws {
    let bench = try CheckBench()
    try bench.disk.change(CheckBench.config, permissions: 0o666)
    #expect(
      try bench.texts() == [
        "/etc/webhook-spool/config.json: others than its owner may write it (mode 666, expected "
          + "640): chmod 640 /etc/webhook-spool/config.json"
      ])
  }

  /// A link's own mode says nothing: nobody can change it.
  @Test func aConfigurationBehindALinkIsLookedAtItself() throws {
    let bench = try CheckBench()
    try bench.root.rename(CheckBench.config, to: "/etc/real.json")
    try bench.root.makeLink(CheckBench.config, text: "/etc/real.json")
    #expect(try bench.texts().isEmpty)
    try bench.disk.change("/etc/real.json", permissions: 0o666)
    #expect(try bench.texts().first?.contains("(mode 666, expected 640)") == true)
  }

  @Test func aConfigurationThatTheProgramsMayNotReadIsAFaultForEach() throws {
    let bench = try CheckBench()
    try bench.disk.change(CheckBench.config, group: 0)
    let texts = try bench.texts()
    #expect(texts.count == 2)
    #expect(texts.allSatisfy { $0.contains("may not read /etc/webhook-spool/config.json") })
  }

  @Test func anInstallationNeedsNoReceiversUser() throws {
    #expect(try CheckBench(top: "").findings().isEmpty)
  }

  @Test(arguments: [#""webhook-cgi""#, "901", #""901""#])
  func theReceiversUserIsANameOrANumber(user: String) throws {
    #expect(try CheckBench(top: "\"receiver_user\":\(user)").findings().isEmpty)
  }

  @Test func anUnknownReceiversUserIsAFault() throws {
    let findings = try CheckBench(top: #""receiver_user":"webhok""#).findings()
    let fault = findings.first { $0.key == "receiver_user" }
    #expect(fault?.weight == .fault)
    #expect(fault?.message.hasPrefix("\"webhok\" is not in /etc/passwd") == true)
  }

  /// Another owner of the secret would end every delivery.
  @Test(arguments: ["webhook-runner", "alice"])
  func aWrongReceiversUserIsMendedInTheConfiguration(user: String) throws {
    let findings = try CheckBench(top: "\"receiver_user\":\"\(user)\"").findings()
    let messages = findings.filter { $0.weight == .fault }.map(\.message)
    #expect(messages.contains { $0.contains(#"set "receiver_user": "webhook-cgi""#) })
    #expect(!messages.contains { $0.contains("chown") })
  }

  private static let list = #""addresses":["10.0.0.1",{"file":"/etc/webhook-spool/list"}],"#

  @Test(arguments: [(nil, "cannot be read"), ("", "has no address in it"), ("10.0.0", "line 1")])
  func aListOfAddressesThatCannotBeUsedIsAFault(text: String?, problem: String) throws {
    let bench = try CheckBench(source: Self.list)
    if let text { try bench.put(text, at: "/etc/webhook-spool/list", 0o644) }
    let findings = try bench.findings()
    #expect(findings.map(\.key) == ["sources.github.addresses[1].file"])
    #expect(findings.first?.weight == .fault)
    #expect(findings.first?.message.contains(problem) == true)
  }

  @Test func aListThatTheReceiverMayNotReadIsAFault() throws {
    let bench = try CheckBench(source: Self.list)
    try bench.put("10.0.0.2", at: "/etc/webhook-spool/list", 0o600)
    let findings = try bench.findings()
    #expect(findings.map(\.weight) == [.fault])
    #expect(findings.first?.message.contains("webhook-cgi may not read") == true)
    #expect(try bench.findings(as: CheckBench.visitor).filter { $0.weight == .fault } == [])
  }
}
