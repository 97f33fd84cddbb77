internal import Common

/// Sweeps once a day, at the end of a pass that found nothing left to do.
struct DailySweep {
  var sweep: Sweep
  let rejecter: Rejecter

  mutating func runIfDue() throws(SystemError) {
    let path = sweep.spool.path(.state, "swept")
    let files = sweep.spool.files
    let today = sweep.clock.now().day
    if let bytes = try? files.contents(path, limit: 64),
      String(decoding: bytes.prefix(10), as: UTF8.self) == today
    {
      return
    }
    try sweep.run()
    if try files.statusIfPresent(path)?.kind == .folder {
      let reason = "the runner needs its name"
      rejecter.setAside(FileName("swept"), in: .state, because: reason)
    }
    try files.removeIfPresent(path)
    let file = try files.create(path, permissions: 0o660)
    defer { files.close(file) }
    try files.write(Array("\(today)\n".utf8), to: file)
  }
}
