import TestSupport
import Testing

@testable import Common

struct SpoolFindingsTests {
  @Test(arguments: [SimulatedUser.root, CheckBench.receiver])
  func anInstallationHasNoFindings(user: SimulatedUser) throws {
    #expect(try CheckBench().texts(as: user) == [])
  }

  @Test func aWrongModeIsAFindingThatSaysWhatToDo() throws {
    let bench = try CheckBench()
    try bench.disk.change("/var/spool/webhook/incoming", permissions: 0o777)
    #expect(
      try bench.texts() == [
        "/var/spool/webhook/incoming: has mode 777, expected 3770: "
          + "chmod 3770 /var/spool/webhook/incoming"
      ])
  }

  @Test func aMissingSpoolIsAFaultThatSaysWhoMakesIt() throws {
    let bench = try CheckBench()
    try bench.root.rename("/var/spool/webhook", to: "/var/spool/other")
    let texts = try bench.texts()
    #expect(texts.count == 1)
    #expect(texts.first?.hasPrefix("/var/spool/webhook: there is no such folder; nobody") == true)
  }

  @Test func aFolderOfAnotherUserIsAFinding() throws {
    let bench = try CheckBench()
    try bench.disk.change("/var/spool/webhook/state", owner: 0)
    #expect(
      try bench.texts() == [
        "/var/spool/webhook/state: belongs to root, expected webhook-runner: "
          + "chown webhook-runner /var/spool/webhook/state"
      ])
  }

  @Test func aFolderOfAnotherGroupIsAFinding() throws {
    let bench = try CheckBench()
    try bench.disk.change("/var/spool/webhook/orders", group: 900)
    #expect(
      try bench.texts() == [
        "/var/spool/webhook/orders: has group webhook, expected webhook-cgi: "
          + "chgrp webhook-cgi /var/spool/webhook/orders"
      ])
  }

  @Test func oneUserMayDoEverything() throws {
    let bench = try CheckBench(top: "", secret: #"{"file":"/home/secret"}"#)
    try bench.folder("/home", owner: 1000, group: 1000, 0o700)
    try bench.put("swordfish", at: "/home/secret", 0o600, owner: 1000)
    for part in [""] + SpoolFolder.allCases.map({ "/\($0.rawValue)" }) {
      try bench.disk.change("\(CheckBench.spool)\(part)", owner: 1000, group: 1000)
    }
    #expect(try bench.texts() == [])
  }

  @Test func aReceiverOfAnotherNameHasToGetIn() throws {
    let bench = try CheckBench(top: #""receiver_user":"alice""#)
    try bench.disk.change(CheckBench.secret, owner: 1000)
    for part in [""] + SpoolFolder.allCases.map({ "/\($0.rawValue)" }) {
      try bench.disk.change("\(CheckBench.spool)\(part)", owner: 901, group: 901)
    }
    let texts = try bench.texts()
    #expect(texts.count == SpoolFolder.allCases.filter(\.isReceivers).count)
    #expect(
      texts.first
        == "/var/spool/webhook/tmp: the receiver, alice, may not write here (webhook-cgi:webhook-cgi "
        + "3770): put it into the group, or set receiver_user")
  }

  @Test func aMissingFolderIsOnlyANote() throws {
    let bench = try CheckBench()
    try bench.root.removeFolder("/var/spool/webhook/incoming")
    #expect(
      try bench.texts() == ["note: /var/spool/webhook/incoming: missing; the next run makes it"])
  }

  /// A run would give it the group of the spool.
  @Test func aMissingFolderOfAnotherGroupIsMadeByItsOwnCommand() throws {
    let bench = try CheckBench()
    try bench.root.removeFolder("/var/spool/webhook/orders")
    #expect(
      try bench.texts() == ["/var/spool/webhook/orders: missing: systemd-tmpfiles --create"])
  }

  @Test func aSpoolOfAnotherOwnerThanItsFoldersIsTheOnlyFindingOnIt() throws {
    let bench = try CheckBench()
    try bench.disk.change("/var/spool/webhook", owner: 0)
    #expect(
      try bench.texts() == [
        "/var/spool/webhook: belongs to root, its folders to webhook-runner: "
          + "chown webhook-runner /var/spool/webhook"
      ])
  }

  @Test func aSpoolThatItsGroupMayNotEnterIsAFinding() throws {
    let bench = try CheckBench()
    try bench.disk.change("/var/spool/webhook", permissions: 0o700)
    #expect(
      try bench.texts() == [
        "/var/spool/webhook: has mode 700, expected 2750: chmod 2750 /var/spool/webhook"
      ])
  }

  @Test func aNewSpoolIsOneNote() throws {
    let bench = try CheckBench()
    for folder in SpoolFolder.allCases.reversed() {
      try bench.root.removeFolder("\(CheckBench.spool)/\(folder.rawValue)")
    }
    #expect(
      try bench.texts() == [
        "note: /var/spool/webhook: empty; its folders are made at the first use"
      ])
  }

  @Test func aFileInAFoldersPlaceIsAFinding() throws {
    let bench = try CheckBench()
    try bench.root.removeFolder("/var/spool/webhook/orders")
    try bench.put("", at: "/var/spool/webhook/orders", 0o640)
    #expect(
      try bench.texts() == [
        "/var/spool/webhook/orders: is no folder, expected one: move it away"
      ])
  }

  @Test func aSpoolOfAHigherFormatIsTheOnlyFindingOnIt() throws {
    let bench = try CheckBench()
    try bench.put("2\n", at: "/var/spool/webhook/format", 0o640)
    try bench.disk.change("/var/spool/webhook/incoming", permissions: 0o777)
    let findings = try bench.findings()
    #expect(findings.map(\.place) == ["/var/spool/webhook/format"])
  }

  @Test func aMissingSpoolIsNeverMade() throws {
    let bench = try CheckBench()
    for folder in SpoolFolder.allCases.reversed() {
      try bench.root.removeFolder("\(CheckBench.spool)/\(folder.rawValue)")
    }
    try bench.root.removeFolder(CheckBench.spool)
    let findings = try bench.findings()
    #expect(findings.map(\.place) == ["/var/spool/webhook"])
    #expect(findings.first?.weight == .fault)
    #expect(try !bench.root.exists(CheckBench.spool))
  }

  @Test func aSpoolWithoutTheRoomItKeepsIsAFinding() throws {
    let bench = try CheckBench()
    bench.disk.freeBytes = 1000
    let texts = try bench.texts()
    #expect(texts.count == 1)
    #expect(texts.first?.contains("1000 bytes left, less than keep_free") == true)
  }

  /// What the runner and an operator both have to know.
  @Test func eventsOfAnotherAccountAreAFaultThatNamesTheKey() throws {
    let bench = try CheckBench(top: #""receiver_user":"alice""#)
    let id = EventID(at: Moment(milliseconds: 1_800_000_000_000), random: 1)
    let path = "\(CheckBench.spool)/incoming/\(id).github.push.json"
    try bench.put("{\"a\":1,\"id\":\"\(id)\"}\n", at: path, 0o640, owner: 901, group: 900)
    #expect(
      try bench.texts().contains { $0.contains(#"set "receiver_user": "webhook-cgi""#) })
    let right = try CheckBench()
    try right.put("{\"a\":1,\"id\":\"\(id)\"}\n", at: path, 0o640, owner: 901, group: 900)
    #expect(try right.texts() == [])
  }

  @Test(arguments: SpoolFolder.allCases)
  func whatWasSetAsideIsAFault(folder: SpoolFolder) throws {
    let bench = try CheckBench()
    let name = AsideName.text(EventID(at: Moment(milliseconds: 1_800_000_000_000), random: 1))
    let path = "\(CheckBench.spool)/\(folder.rawValue)/\(name)"
    try bench.root.makeFolder(path, permissions: 0o755)
    let texts = try bench.texts()
    #expect(texts.count == 1)
    #expect(texts.first?.hasSuffix("rm -r \(path)") == true)
  }

  @Test(arguments: ["state/x", "journal/webhooks_2020-01-01.json", "orders/x", "rejected/x"])
  func aFolderAmongFilesIsAFault(place: String) throws {
    let bench = try CheckBench()
    try bench.root.makeFolder("\(CheckBench.spool)/\(place)", permissions: 0o755)
    #expect(try bench.texts().count == 1)
  }

  @Test(arguments: [("0\n", 1), ("1\n", 0)])
  func unprotectedHardLinksAreAFaultWithMembersInTheGroup(text: String, count: Int) throws {
    let bench = try CheckBench()
    for folder in ["/proc", "/proc/sys", "/proc/sys/fs"] {
      try bench.root.makeFolder(folder, permissions: 0o755)
    }
    try bench.put(text, at: "/proc/sys/fs/protected_hardlinks", 0o644)
    let texts = try bench.texts()
    #expect(texts.count == count)
    #expect(texts.allSatisfy { $0.hasSuffix("sysctl -w fs.protected_hardlinks=1") })
  }
}
