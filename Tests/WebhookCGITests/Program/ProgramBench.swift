import Foundation
import TestSupport
import Testing

@testable import webhook_cgi

/// A spool and a configuration on the real disk, and ways to start the real program on them.
struct ProgramBench {
  let folder: TemporaryFolder
  let config: String
  let spool: String

  init(top: String = "", source: String = "", secret: [UInt8] = Array(ReceiverBench.secret.utf8))
    throws
  {
    folder = try TemporaryFolder()
    config = folder.path("config.json")
    spool = folder.path("spool")
    try FileManager.default.createDirectory(atPath: spool, withIntermediateDirectories: false)
    try Data(secret).write(to: URL(filePath: folder.path("secret")))
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o600], ofItemAtPath: folder.path("secret"))
    let text = """
      { \(top) "spool": "\(spool)", "keep_free": 0, "sources": { "github": { \(source)
        "path": "/hooks/github", "scheme": "github",
        "secret": { "file": "\(folder.path("secret"))" } } } }
      """
    try write(text, to: "config.json")
  }

  func write(_ text: String, to name: String) throws {
    try Data(text.utf8).write(to: URL(filePath: folder.path(name)))
  }

  var environment: [String: String] { ["WEBHOOK_CONFIG": config] }

  struct Result {
    let exit: Int32
    let output: [UInt8]
    let error: String

    var text: String { String(decoding: output, as: UTF8.self) }
  }

  /// Runs the program with these bytes on a pipe, which is closed then unless it is to be held.
  func run(
    _ arguments: [String] = [], _ variables: [String: String] = [:], input bytes: [UInt8] = [],
    isHeld: Bool = false
  ) throws -> Result {
    let input = try Channel.pipe()
    let output = try Channel.pipe()
    try input.writing.write(bytes)
    if !isHeld { input.writing.close() }
    let environment = environment.merging(variables) { $1 }
    return try finish(arguments, environment, input.reading, output)
  }

  /// Runs the program with standard input on an open file, terminal or pipe.
  func run(on input: Channel, arguments: [String] = []) throws -> Result {
    try finish(arguments, environment, input, try Channel.pipe())
  }

  private func finish(
    _ arguments: [String], _ environment: [String: String], _ input: Channel,
    _ output: (reading: Channel, writing: Channel)
  ) throws -> Result {
    let name = "stderr-\(UUID().uuidString)"
    let error = try Channel.file(folder.path(name), O_WRONLY | O_CREAT | O_APPEND)
    let run = try ProgramRun(
      arguments, environment: environment, input: input, output: output.writing, error: error)
    output.writing.close()
    let bytes = try output.reading.readAll()
    let exit = run.wait()
    let said = try String(contentsOfFile: folder.path(name), encoding: .utf8)
    return Result(exit: exit, output: bytes, error: said)
  }

  /// Starts the program on one end of a connection, as systemd does, and returns the other.
  func connect() throws -> (client: Channel, run: ProgramRun) {
    let (client, server) = try Channel.socketPair()
    let error = try Channel.file("/dev/null", O_WRONLY)
    let run = try ProgramRun(
      environment: environment, input: server, output: server, error: error)
    server.close()
    return (client, run)
  }

  /// The names in `incoming/`; none when there is no such folder.
  func events() -> [String] { names("incoming") }

  func names(_ folder: String) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: "\(spool)/\(folder)")) ?? []).sorted()
  }

  func onlyEvent() throws -> StoredEvent {
    try #require(events().count == 1)
    let file = URL(filePath: "\(spool)/incoming/\(events()[0])")
    return try StoredEvent(Array(Data(contentsOf: file)))
  }
}
