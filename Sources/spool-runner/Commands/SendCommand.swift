internal import Common

/// Puts an event into `incoming/` by hand.
struct SendCommand {
  let request: SendRequest
  let context: Context

  /// More than any source takes; the runner holds a dropped file to the source's own limit.
  private static let longest = 268_435_456

  func run() throws(CommandFault) {
    let configuration = try context.configured()
    let spool = try context.spool(of: configuration)
    if let refusal = Self.refusal(of: request.source, in: configuration) {
      throw .refused(refusal)
    }
    let event = try event(of: contents())
    try CommandFault.looking { () throws(SystemError) in _ = try context.actAsOwner(of: spool) }
    do throws(SpoolError) {
      try spool.makeFolders(\.isReceivers)
      try spool.checkRoom(keptFree: configuration.keepFree)
    } catch {
      throw .spool(error)
    }
    let id = EventID(at: context.clock.now(), random: .random(in: 0 ... .max))
    let name = "send-\(id).json"
    try CommandFault.looking { () throws(SystemError) in try drop(event.bytes, spool, name) }
    context.output.sayLine("incoming/\(name)")
    context.output.sayLine("it will be taken as an event of source \"\(request.source)\"")
  }

  /// Why the runner would not take it as an event of this source; nil when it would.
  static func refusal(of name: SpoolWord, in configuration: Configuration) -> String? {
    if name.description == DropRules.manual { return nil }
    let why: String
    do throws(ConfigFault) {
      let source = try configuration.sources.source(named: name.description)
      if let source, source.drop { return nil }
      why = source == nil ? "is not configured" : "does not say \"drop\": true"
    } catch {
      why = "is misconfigured (\(error))"
    }
    return "source \"\(name)\" \(why), so it would be an event of \"\(DropRules.manual)\": "
      + "say --source \(DropRules.manual), or send its event to the receiver; nothing was sent"
  }

  private func event(of bytes: [UInt8]) throws(CommandFault) -> SentEvent {
    do throws(SentEvent.Fault) {
      guard let type = request.event else {
        return try SentEvent(file: bytes, source: request.source)
      }
      return try SentEvent(payload: bytes, event: type, source: request.source)
    } catch {
      throw .refused("\(file): \(error.message)")
    }
  }

  private var file: String { request.file == "-" ? "standard input" : request.file }

  private func contents() throws(CommandFault) -> [UInt8] {
    let bytes: [UInt8]?
    do throws(SystemError) {
      bytes =
        request.file == "-"
        ? try StandardInput.contents(limit: Self.longest)
        : try context.files.wholeFile(request.file, limit: Self.longest)
    } catch {
      throw .refused(
        error.code == ErrorNumber.isSymbolicLink
          ? "\(request.file) is a symbolic link: name the file itself, or use - for standard input"
          : error.description)
    }
    guard let bytes else { throw .refused("\(file) is no file, or larger than any event may be") }
    return bytes
  }

  /// When this returns, the event survives a power cut.
  ///
  /// The name in `tmp/` is not an event's: recovery removes it when its writer died.
  private func drop(_ bytes: [UInt8], _ spool: Spool, _ name: String) throws(SystemError) {
    let draft = spool.path(.tmp, ".\(name)")
    let file = try spool.files.create(draft, permissions: 0o640)
    defer { spool.files.close(file) }
    do {
      _ = try spool.files.lock(file, waiting: false)
      try spool.files.write(bytes, to: file)
      try spool.files.sync(file, .eventBytes)
      try spool.files.rename(draft, to: spool.path(.incoming, name))
    } catch {
      try? spool.files.remove(draft)
      throw error
    }
    try spool.files.sync(folder: spool.path(.incoming), .published)
  }
}
