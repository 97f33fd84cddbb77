import Common
import TestSupport
import Testing

@testable import webhook_cgi

/// A receiver with a simulated disk under it and a simulated client before it.
struct ReceiverBench {
  static let spool = "/spool"
  static let secret = "bench-secret-8d1f2a"

  let disk = SimulatedDisk()
  let clock = SimulatedClock()
  var environment = ["SECRET": secret]
  /// What the test itself looks and writes with.
  let files: SimulatedProcess
  private var configuration: Configuration

  /// Writes a configuration of two sources, or of others, and reads it as the program does.
  ///
  /// What stands in `top` and `source` is put before the members that are always there.
  init(
    top: String = "", source: String = "", secret: String = #"{"env":"SECRET"}"#,
    sources: String? = nil
  ) throws {
    files = disk.process("test")
    try files.makeFolder(Self.spool, permissions: 0o755)
    let usual = ["github", "gitea"].map { name in
      #""\#(name)":{\#(source)"path":"/hooks/\#(name)","scheme":"\#(name)","secret":\#(secret)}"#
    }.joined(separator: ",")
    let text = #"{\#(top)"spool":"\#(Self.spool)","sources":{\#(sources ?? usual)}}"#
    try files.put(text, at: "/config.json")
    configuration = try ConfigurationLoader(files: files, environment: { _ in nil })
      .load("/config.json")
    disk.syncEverything()
  }

  /// With a whole configuration, and these files beside it.
  init(whole text: String, files others: [String: String]) throws {
    files = disk.process("test")
    for (path, text) in others.merging(["/config.json": text], uniquingKeysWith: { $1 }) {
      try files.makeFolders(above: path)
      try files.put(text, at: path)
    }
    configuration = try ConfigurationLoader(files: files, environment: { _ in nil })
      .load("/config.json")
    try files.makeFolders(above: "\(configuration.spool)/.")
    disk.syncEverything()
  }

  /// With no file at all: a few variables are the configuration.
  init(environment: [String: String]) throws {
    files = disk.process("test")
    try files.makeFolder(Self.spool, permissions: 0o755)
    self.environment = environment
    configuration = try ConfigurationLoader(files: files) { environment[$0] }.load(nil)
    disk.syncEverything()
  }

  /// The same disk and clock, with the configuration as it is now.
  func reloaded() throws -> ReceiverBench {
    var other = self
    other.configuration = try ConfigurationLoader(files: files, environment: { _ in nil })
      .load("/config.json")
    return other
  }

  /// Sends one request over a connection and returns what came back.
  func send(
    _ delivery: Delivery, from peer: String? = "192.0.2.7", faults: FaultPlan? = nil
  ) throws -> Reply {
    let stream = ScriptedStream(delivery.bytes)
    let process = disk.process("receiver", faults: faults)
    // The program ends, and its locks with it.
    defer { process.kill() }
    try serve(stream, from: peer, process)
    return try Reply(stream.written)
  }

  /// Does what the program does for one connection.
  func serve(_ stream: ScriptedStream, from peer: String? = nil, _ files: any FileSystem) throws {
    let request = try HTTPRequest.read(from: stream, peer: peer)
    var conversation = Conversation(.http, stream, request)
    conversation.reply(reception(files).answer(request, &conversation))
  }

  /// Serves a request that a web server hands over.
  func serveCGI(
    _ variables: [(String, String)], path: String = "/hooks/github", _ stream: ScriptedStream
  ) throws {
    let request = try CGIRequest.read(
      HeaderList(environment: variables), method: "POST", path: path, script: "",
      remote: "192.0.2.7")
    var conversation = Conversation(.cgi, stream, request)
    let answer = reception(disk.process("receiver")).answer(request, &conversation)
    conversation.reply(answer)
  }

  private func reception(_ files: any FileSystem) -> Reception {
    let environment = environment
    return Reception(
      configuration: configuration, files: files, clock: clock,
      id: EventID(at: clock.now(), random: 7), environment: { environment[$0] })
  }

  var theSpool: Spool { Spool(root: Self.spool, files: files) }

  /// The names in a folder of the spool; none when there is no such folder.
  func names(_ folder: SpoolFolder) -> [String] {
    (try? files.names(in: theSpool.path(folder))) ?? []
  }

  /// The only event in the spool.
  func onlyEvent() throws -> StoredEvent {
    let names = names(.incoming)
    try #require(names.count == 1)
    return try event(names[0])
  }

  func event(_ name: String) throws -> StoredEvent {
    let path = theSpool.path(.incoming, name)
    return try StoredEvent(files.read(files.open(path), limit: files.status(path).size))
  }

  /// The bytes of every file of the spool as text, and every name.
  func everything() throws -> [String] {
    let paths = disk.paths.filter { $0.hasPrefix("\(Self.spool)/") }
    return try paths
      + paths.filter { !$0.hasSuffix("/") }.map { path in
        try files.status(path).kind == .regular ? files.text(at: path) : files.linkText(path)
      }
  }

  /// The lines of the journal, of all its files, the oldest first.
  func journal() throws -> [JSONValue] {
    let lines = try names(.journal).flatMap { name in
      try files.text(at: theSpool.path(.journal, name)).split(separator: "\n").map {
        try JSONValue.parse(Array($0.utf8), dialect: .strict)
      }
    }
    return lines.sorted { ($0["time"]?.asString ?? "") < ($1["time"]?.asString ?? "") }
  }
}

extension SimulatedProcess {
  /// Writes a file as a person would.
  func put(_ text: String, at path: String) throws {
    let file = try create(path, permissions: 0o644)
    try write(Array(text.utf8), to: file)
    close(file)
  }

  func makeFolders(above path: String) throws {
    var folder = ""
    for part in path.split(separator: "/").dropLast() {
      folder += "/\(part)"
      try makeFolderIfMissing(folder, permissions: 0o755)
    }
  }

  func text(at path: String) throws -> String {
    String(decoding: try contents(path, limit: 1 << 20) ?? [], as: UTF8.self)
  }
}
