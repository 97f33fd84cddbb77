import TestSupport

@testable import Common

/// An installation on a disk in memory, as `deploy/systemd` makes it, for a check to look at.
struct CheckBench {
  static let receiver = SimulatedUser(id: 901, group: 901, otherGroups: [900])
  static let runner = SimulatedUser(id: 902, group: 902, otherGroups: [900, 901])
  static let visitor = SimulatedUser(id: 1000, group: 1000, otherGroups: [900])

  let disk = SimulatedDisk()
  let root: SimulatedProcess

  /// With `secret` as what stands for the source's secret.
  init(
    top: String = "\"receiver_user\":\"webhook-cgi\"", source: String = "",
    secret: String = "{\"file\":\"/etc/webhook-spool/github.secret\"}",
    path: String = "/hook", scheme: String = "github"
  ) throws {
    root = disk.process("root")
    for folder in ["/etc", "/var", "/var/spool"] { try root.makeFolder(folder, permissions: 0o755) }
    try put(
      """
      root:x:0:0:root:/root:/bin/bash
      webhook-cgi:x:901:901::/nonexistent:/usr/sbin/nologin
      webhook-runner:x:902:902::/var/lib:/usr/sbin/nologin
      alice:x:1000:1000::/home/alice:/bin/bash
      """, at: "/etc/passwd", 0o644)
    try put(
      """
      root:x:0:
      webhook:x:900:webhook-cgi,webhook-runner,alice
      webhook-cgi:x:901:webhook-runner
      webhook-runner:x:902:
      """, at: "/etc/group", 0o644)
    try folder("/etc/webhook-spool", owner: 0, group: 900, 0o750)
    try put(
      """
      {\(top.isEmpty ? "" : top + ",")"spool":"/var/spool/webhook","sources":{"github":
        {\(source)"path":"\(path)","scheme":"\(scheme)","secret":\(secret)}}}
      """, at: Self.config, 0o640, group: 900)
    try put("swordfish\n", at: Self.secret, 0o400, owner: 901)
    try folder(Self.spool, owner: 902, group: 900, 0o2750)
    for part in SpoolFolder.allCases {
      let group: UInt32 = part.isReceiversGroup ? 901 : 900
      try folder("\(Self.spool)/\(part.rawValue)", owner: 902, group: group, part.permissions)
    }
  }

  static let config = "/etc/webhook-spool/config.json"
  static let secret = "/etc/webhook-spool/github.secret"
  static let spool = "/var/spool/webhook"

  func put(
    _ text: String, at path: String, _ mode: UInt32, owner: UInt32 = 0, group: UInt32 = 0
  ) throws {
    let file = try root.create(path, permissions: mode)
    try root.write(Array(text.utf8), to: file)
    root.close(file)
    try disk.change(path, owner: owner, group: group, permissions: mode)
  }

  func folder(_ path: String, owner: UInt32, group: UInt32, _ mode: UInt32) throws {
    try root.makeFolder(path, permissions: mode)
    try disk.change(path, owner: owner, group: group, permissions: mode)
  }

  /// What both programs' checks have in common, as a user sees it.
  func findings(
    as user: SimulatedUser = .root, _ environment: [String: String] = [:]
  ) throws -> [Finding] {
    let files = disk.process("check", user: user)
    let configuration = try ConfigurationLoader(files: files) { _ in nil }.load(Self.config)
    let scene = CheckScene(files: files, environment: { environment[$0] }, user: user.id)
    return ConfigurationFindings(configuration, scene).all()
      + SpoolFindings(configuration, scene).all()
  }

  func texts(as user: SimulatedUser = .root, _ environment: [String: String] = [:]) throws
    -> [String]
  {
    try findings(as: user, environment).map(\.text)
  }
}
