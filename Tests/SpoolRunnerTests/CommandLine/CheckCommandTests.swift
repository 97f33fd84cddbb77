import Common
import Testing
import TestSupport

@testable import spool_runner

struct CheckCommandTests {
  private let bench: CommandBench

  init() throws {
    bench = try CommandBench()
    for folder in ["/etc", "/etc/webhook-spool", "/etc/webhook-spool/routes.d"] {
      try bench.view.files.makeFolder(folder, permissions: 0o755)
    }
    try putRoutes(match: "push")
    try bench.view.files.makeFolder("/bin", permissions: 0o755)
    try put("../../bin/true", "", permissions: 0o755)
  }

  private func put(_ name: String, _ text: String, permissions: UInt32 = 0o640) throws {
    let file = try bench.view.files.create("/etc/webhook-spool/\(name)", permissions: permissions)
    defer { bench.view.files.close(file) }
    try bench.view.files.write(Array(text.utf8), to: file)
  }

  private func putConfig(secret: String) throws {
    try put(
      "config.json",
      """
      {"spool":"/spool","sources":{"github":{"path":"/hook","scheme":"github","secret":\(secret)}}}
      """)
  }

  private func putRoutes(_ secrets: String = "", match: String, name: String = "a.json") throws {
    try put(
      "routes.d/\(name)",
      """
      {"secrets":{\(secrets)},"routes":[{"name":"deploy","match":{"event":"\(match)"},
        "steps":[{"name":"s","run":["/bin/true"]}]}]}
      """)
  }

  private let secretFile = "{\"file\":\"/etc/webhook-spool/github.secret\"}"

  @Test
  func aGoodConfigurationHasNoFindings() throws {
    try putConfig(secret: secretFile)
    try put("github.secret", "swordfish\n", permissions: 0o400)
    #expect(bench.run(.check(.person)) == .done)
    #expect(bench.out == ["good\n"])
  }

  @Test
  func aConfigurationThatIsNoJSONIsTheOnlyFinding() throws {
    try put("config.json", "{")
    #expect(bench.run(.check(.person)) == .configuration)
    #expect(bench.out.count == 1)
    #expect(bench.out.first?.hasPrefix("/etc/webhook-spool/config.json: line 1") == true)
  }

  @Test
  func aFaultInOneSourceIsOneLine() throws {
    try putConfig(secret: "\"swordfish\"")
    #expect(bench.run(.check(.person)) == .configuration)
    #expect(bench.out.count == 1)
    #expect(bench.out.first?.contains("sources.github.secret") == true)
    #expect(bench.out.first?.contains("swordfish") == false)
  }

  @Test
  func aMissingSecretIsAFinding() throws {
    try putConfig(secret: secretFile)
    #expect(bench.run(.check(.person)) == .configuration)
    let key = "/etc/webhook-spool/config.json: sources.github.secret: "
    #expect(bench.out.first?.hasPrefix("\(key)secret in /etc/webhook-spool/github.secret") == true)
  }

  @Test(arguments: ["{\"credential\":\"github\"}", "{\"env\":\"SECRET\"}"])
  func aSecretOfAnotherProcessIsNotCheckedHere(secret: String) throws {
    try putConfig(secret: secret)
    #expect(bench.run(.check(.person)) == .done)
    let key = "note: /etc/webhook-spool/config.json: sources.github.secret: secret in "
    #expect(bench.out.first?.hasPrefix(key) == true)
    #expect(bench.out.first?.contains("not checked here") == true)
    #expect(bench.out.first?.hasSuffix("\nno fault was found\n") == true)
  }

  @Test
  func aSecretThatThisUserMayNotReadIsNotCheckedHere() throws {
    try putConfig(secret: secretFile)
    try put("github.secret", "swordfish", permissions: 0o400)
    try bench.view.disk.change("/etc/webhook-spool/config.json", permissions: 0o644)
    try bench.view.disk.change("/etc/webhook-spool/routes.d/a.json", permissions: 0o644)
    let visitor = bench.view.disk.process("operator", user: SimulatedUser(id: 7, group: 7))
    #expect(bench.run(.check(.person), files: visitor, user: 7) == .done)
    #expect(bench.out.first?.contains("7 may not read it; run as 0 or root") == true)
  }

  @Test
  func aConfigurationThatThisUserMayNotReadIsAFaultThatSaysWhoMay() throws {
    try putConfig(secret: secretFile)
    let visitor = bench.view.disk.process("operator", user: SimulatedUser(id: 7, group: 7))
    #expect(bench.run(.check(.person), files: visitor, user: 7) == .configuration)
    #expect(
      bench.out == [
        "/etc/webhook-spool/config.json: cannot be read: Permission denied (for 7); run as root: "
          + "sudo spool-runner check\n"
      ])
  }

  @Test
  func aFaultInARouteIsOneLine() throws {
    try putConfig(secret: secretFile)
    try put("github.secret", "swordfish", permissions: 0o400)
    try put("routes.d/b.json", "{\"routes\":[{\"name\":\"tell\",\"stps\":[]}]}")
    #expect(bench.run(.check(.person)) == .configuration)
    #expect(bench.out.count == 1)
    #expect(bench.out.first?.hasPrefix("/etc/webhook-spool/routes.d/b.json: routes[0]") == true)
  }

  @Test
  func aSecretOfARouteIsCheckedToo() throws {
    try putConfig(secret: secretFile)
    try put("github.secret", "swordfish", permissions: 0o400)
    try put(
      "routes.d/b.json",
      """
      {"secrets":{"chat":{"file":"/etc/webhook-spool/chat"}},"routes":[{"name":"tell",
        "match":{},"steps":[{"name":"s","run":["/bin/true"],"env":{"T":"{{secret.chat}}"}}]}]}
      """)
    #expect(bench.run(.check(.person)) == .configuration)
    #expect(
      bench.out == [
        "/etc/webhook-spool/routes.d/b.json: secrets.chat: secret in /etc/webhook-spool/chat: "
          + "there is no such file; expected the secret, in one line\n"
      ])
  }

  @Test(arguments: [
    ("/none", "found /none, and there is no such program"),
    ("/bin", "found /bin, which is no file, expected a program"),
    ("/etc/plain", "found /etc/plain, which is not executable: chmod +x /etc/plain"),
  ])
  func aProgramThatCannotBeRunIsAFinding(program: String, problem: String) throws {
    try putConfig(secret: secretFile)
    try put("github.secret", "swordfish", permissions: 0o400)
    try put("../plain", "", permissions: 0o644)
    try put(
      "routes.d/b.json",
      #"{"routes":[{"name":"b","match":{},"steps":[{"name":"s","run":["\#(program)"]}]}]}"#)
    #expect(bench.run(.check(.person)) == .configuration)
    #expect(
      bench.out == [
        "/etc/webhook-spool/routes.d/b.json: routes[0].steps[0].run[0]: \(problem)\n"
      ])
  }

  @Test
  func aScriptGetsOneObjectAFinding() throws {
    try putConfig(secret: secretFile)
    try put("github.secret", "swordfish", permissions: 0o400)
    try bench.view.disk.change("/spool/state", permissions: 0o700)
    #expect(bench.run(.check(.script)) == .configuration)
    #expect(
      bench.out == [
        "{\"weight\":\"fault\",\"place\":\"/spool/state\",\"key\":null,\"message\":"
          + "\"has mode 700, expected 2770: chmod 2770 /spool/state\"}\n"
      ])
  }
}
