internal import Common
internal import Glibc

/// The way of a forked child from `fork(2)` to its program.
///
/// Everything that can be made ready was made before the fork: here each page touched is a copy.
struct ChildStart: ~Copyable {
  let arguments: CStringArray
  let environment: CStringArray
  let directory: String?
  let standardInput: Descriptor
  let standardOutput: Descriptor
  let standardError: Descriptor
  let log: Descriptor
  let defaults: ChildDefaults
  /// Where a failure is reported.
  let report: Descriptor

  /// Becomes the program, or reports why not and ends.
  ///
  /// The umask is kept: it is the operator's (`UMask=` of the unit). So are the resource limits; the
  /// one that the runner raised for itself is as it was.
  borrowing func run(_ startLine: (ProcessIdentity) -> [UInt8]) -> Never {
    // A session of its own, so that its group has its number and no terminal can stop it.
    guard setsid() > 0 else { fail(.session) }
    write(startLine)
    placeStandardDescriptors()
    defaults.restore()
    if let directory, chdir(directory) != 0 { fail(.directory) }
    // What we open is close-on-exec anyhow; this is for what the runner itself inherited. The
    // spool's lock stays with us until the exec. On an old kernel the call fails, and is not needed.
    _ = CLibrary.closeAtExecute(from: 3)
    if let path = arguments.pointers[0] { execve(path, arguments.pointers, environment.pointers) }
    fail(.program)
  }

  /// One write, so that a line is there whole or not at all.
  private borrowing func write(_ startLine: (ProcessIdentity) -> [UInt8]) {
    let number = getpid()
    guard let status = ProcessStatus.own() else { fail(.startLine) }
    let line = startLine(
      ProcessIdentity(number: number, ticks: status.ticks, place: defaults.place))
    let count = line.withUnsafeBytes { Glibc.write(log.number, $0.baseAddress, $0.count) }
    if count < 0 { fail(.startLine) }
    if count < line.count { fail(.startLine, ErrorNumber.noSpace) }
  }

  private borrowing func placeStandardDescriptors() {
    guard dup2(standardInput.number, 0) >= 0, dup2(standardOutput.number, 1) >= 0,
      dup2(standardError.number, 2) >= 0
    else { fail(.descriptors) }
  }

  private borrowing func fail(_ step: StartReport.Step, _ code: Int32 = errno) -> Never {
    StartReport(step, code: code).send(to: report.number)
    _exit(127)
  }
}
