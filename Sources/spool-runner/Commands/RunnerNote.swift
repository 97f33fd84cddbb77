internal import Common

/// `SPOOL/runner/holder`: which process took the lock last, for those who may not look at the lock.
///
/// It is a note and no more: whether that process still lives is asked of the kernel.
struct RunnerNote {
  let process: ProcessIdentity

  static func path(_ spool: Spool) -> String { spool.path(.runner, "holder") }

  /// Writes this process's own; without one the lock works all the same.
  static func leave(in spool: Spool) {
    guard let place = try? ProcessPlace.own(), let status = ProcessStatus.own() else { return }
    var writer = JSONWriter()
    writer.beginObject()
    writer.member("pid", Int(ProcessIdentity.ownNumber))
    writer.member("ticks", Int(status.ticks))
    writer.member("boot", place.boot)
    if let namespace = place.namespace { writer.member("namespace", namespace) }
    writer.endObject()
    try? spool.files.removeIfPresent(path(spool))
    guard let note = try? spool.files.create(path(spool), permissions: 0o644) else { return }
    try? spool.files.write(writer.bytes + [UInt8(ascii: "\n")], to: note)
    spool.files.close(note)
  }

  /// Nil when there is none, or it makes no sense.
  static func read(_ spool: Spool) throws(SystemError) -> RunnerNote? {
    guard try spool.files.exists(path(spool)),
      let bytes = try spool.files.contents(path(spool), limit: 4096),
      let value = try? JSONValue.parse(bytes), let number = value["pid"]?.asInteger,
      let ticks = value["ticks"]?.asInteger, let boot = value["boot"]?.asString
    else { return nil }
    let place = ProcessPlace(boot: boot, namespace: value["namespace"]?.asString)
    return RunnerNote(
      process: ProcessIdentity(
        number: Int32(clamping: number), ticks: UInt64(clamping: ticks), place: place))
  }

  /// Whether that process lives; nil where that cannot be seen from here.
  func isAlive(from here: ProcessPlace) -> Bool? {
    guard process.boot == here.boot else { return false }
    guard process.place.namespace == here.namespace else { return nil }
    if let status = ProcessStatus(of: process.number) { return status.ticks == process.ticks }
    // Other users' processes may be hidden (proc(5), hidepid).
    return ProcessStatus(of: 1) == nil ? nil : false
  }
}
