import TestSupport
import Testing

@testable import Common

struct ConfigurationLoaderTests {
  private static let usual = ConfigurationLoader.usualFile

  @Test func aNamedFileComesFirstThenTheVariableThenTheUsualOne() throws {
    let files = try Self.files(["/named": "/1", "/variable": "/2", Self.usual: "/3"])
    let environment = ["WEBHOOK_CONFIG": "/variable", "WEBHOOK_SPOOL": "/4"]
    let loader = ConfigurationLoader(files: files) { environment[$0] }
    #expect(try loader.load("/named").spool == "/1")
    #expect(try loader.load(nil).spool == "/2")
    let usual = try ConfigurationLoader(files: files) { _ in nil }.load(nil)
    #expect(usual.spool == "/3")
    #expect(usual.file == Self.usual)
    let empty = ConfigurationLoader(files: files) { $0 == "WEBHOOK_CONFIG" ? "" : nil }
    #expect(try empty.load(nil).spool == "/3")
  }

  @Test func aFileThatIsNamedAndMissingIsAFault() throws {
    let loader = ConfigurationLoader(files: try Self.files([:])) {
      $0 == "WEBHOOK_CONFIG" ? "/variable" : nil
    }
    let complaint = "cannot be read: No such file or directory"
    let named = #expect(throws: ConfigFault.self) { try loader.load("/named") }
    #expect(named?.description == "/named: \(complaint)")
    let variable = #expect(throws: ConfigFault.self) { try loader.load(nil) }
    #expect(variable?.description == "/variable: \(complaint)")
  }

  @Test func withoutAFileTwoVariablesGiveTwoSources() throws {
    let environment = [
      "GITHUB_WEBHOOK_SECRET": "a", "GITEA_WEBHOOK_SECRET": "", "WEBHOOK_SPOOL": "/srv/spool",
    ]
    let files = try Self.files([:])
    let configuration = try ConfigurationLoader(files: files) { environment[$0] }.load(nil)
    #expect(configuration.spool == "/srv/spool")
    #expect(configuration.file == nil)
    #expect(configuration.sources.all().faults.isEmpty)
    let github = try #require(
      try configuration.sources.source(at: "/api/v1/webhooks/github".utf8))
    #expect(github.name.description == "github" && github.scheme == .github)
    #expect(github.secrets == [.env("GITHUB_WEBHOOK_SECRET")])
    let gitea = try #require(try configuration.sources.source(at: "/webhook/gitea".utf8))
    #expect(gitea.name.description == "gitea" && gitea.scheme == .gitea)
    #expect(gitea.secrets == [.env("GITEA_WEBHOOK_SECRET")])
    #expect(!gitea.drop)
  }

  @Test func withoutAnythingThereIsNoSource() throws {
    let configuration = try ConfigurationLoader(files: Self.files([:])) { _ in nil }.load(nil)
    #expect(configuration.spool == Configuration.defaultSpool)
    #expect(configuration.sources.isEmpty)
  }

  @Test func aFileThatIsThereReplacesTheVariables() throws {
    let files = try Self.files([Self.usual: "/1"])
    let configuration = try ConfigurationLoader(files: files) { _ in "/set" }.load(Self.usual)
    #expect(configuration.spool == "/1")
    #expect(configuration.sources.isEmpty)
  }

  @Test func aSpoolThatIsNoAbsolutePathIsAFault() throws {
    let loader = ConfigurationLoader(files: try Self.files([:])) {
      $0 == "WEBHOOK_SPOOL" ? "spool" : nil
    }
    let error = #expect(throws: ConfigFault.self) { try loader.load(nil) }
    #expect(
      error?.description == #"WEBHOOK_SPOOL: spool: found "spool", expected an absolute path"#)
  }

  @Test func onlyARegularFileOfAMegabyteIsRead() throws {
    let files = try Self.files(["/a": "/a"])
    let large = try files.create("/large", permissions: 0o600)
    try files.write([UInt8](repeating: 0x20, count: ConfigFile.limit + 1), to: large)
    let loader = ConfigurationLoader(files: files) { _ in nil }
    let complaints: [(path: String, reason: String)] = [
      ("/etc", "/etc: is not a regular file"),
      ("/large", "/large: is larger than 1048576 bytes"),
    ]
    for (path, reason) in complaints {
      let error = #expect(throws: ConfigFault.self) { try loader.load(path) }
      #expect(error?.description == reason)
    }
  }

  /// As a configuration kept in a repository, or a secret mounted into a container, is.
  @Test func aSymbolicLinkToAConfigurationIsFollowed() throws {
    let files = try Self.files(["/a": "/spool"])
    try files.makeLink("/link", text: "/a")
    let configuration = try ConfigurationLoader(files: files) { _ in nil }.load("/link")
    #expect(configuration.spool == "/spool")
  }

  /// A disk with some configurations, each of which says only where the spool is.
  private static func files(_ spools: [String: String]) throws -> any FileSystem {
    let files = SimulatedDisk(ignoring: nil).process("test")
    try files.makeFolder("/etc", permissions: 0o755)
    try files.makeFolder("/etc/webhook-spool", permissions: 0o755)
    for (path, spool) in spools {
      let file = try files.create(path, permissions: 0o600)
      try files.write(Array("{\"spool\":\"\(spool)\"}".utf8), to: file)
    }
    return files
  }
}
