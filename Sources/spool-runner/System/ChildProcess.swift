internal import Common
internal import Glibc

/// A program we started, in a session and process group of its own.
struct ChildProcess {
  /// Also the number of its group.
  let number: Int32
  /// What it writes; reading never waits, and ends when the last process that writes has ended.
  let standardOutput: Descriptor
  let standardError: Descriptor

  private let program: ChildProgram
  private let report: Descriptor

  /// Forks a child that writes its start line and executes the program.
  ///
  /// Returns before the child got that far, so a folder or program on a dead network mount stops
  /// the child and not the runner; once it has ended, `takeFault` says whether it ever began. What
  /// is thrown here was noticed before: `.holdsNUL`, or `.system` for no process and no descriptor.
  ///
  /// The program reads `standardInput` from its beginning. `log` is opened for appending and
  /// close-on-exec; like `standardInput` it may be closed on return.
  /// `startLine` is called in the child: the parent sees none of its changes.
  static func start(
    _ program: ChildProgram, standardInput: Descriptor, log: Descriptor, _ defaults: ChildDefaults,
    startLine: (ProcessIdentity) -> [UInt8]
  ) throws(StartFault) -> ChildProcess {
    guard let arguments = CStringArray(program.arguments),
      let environment = CStringArray(program.environment.map { "\($0.name)=\($0.value)" }),
      program.directory?.utf8.contains(0) != true
    else { throw .holdsNUL }
    let pipes = try ChildPipes()
    lseek(standardInput.number, 0, SEEK_SET)
    let number = fork()
    if number == 0 {
      ChildStart(
        arguments: arguments, environment: environment, directory: program.directory,
        standardInput: standardInput, standardOutput: pipes.output.writer,
        standardError: pipes.error.writer, log: log, defaults: defaults, report: pipes.report.writer
      ).run(startLine)
    }
    guard number > 0 else {
      let code = errno
      pipes.close()
      throw .system(SystemError(call: "start", path: program.path, code: code))
    }
    pipes.closeWriters()
    return ChildProcess(
      number: number, standardOutput: pipes.output.reader, standardError: pipes.error.reader,
      program: program, report: pipes.report.reader)
  }

  /// Why the child never became its program; nil when it did, or has not failed so far.
  ///
  /// Final once the child has ended. The answer is there to be taken once.
  func takeFault() -> StartFault? {
    guard let report = StartReport(from: report.number) else { return nil }
    let code = report.code
    return switch report.step {
    case .program: .noProgram(path: program.path, code: code)
    case .directory: .noDirectory(path: program.directory ?? "", code: code)
    case .startLine: .system(SystemError(call: "write", path: "the start line", code: code))
    case .session, .descriptors, nil:
      .system(SystemError(call: "prepare", path: program.path, code: code))
    }
  }

  /// Sends a signal to the child and everything it started that stayed in its group.
  func kill(_ signal: EndingSignal) {
    guard Glibc.kill(-number, signal.number) != 0, errno == ESRCH, isChild else { return }
    // It has not come to make its group yet.
    _ = Glibc.kill(number, signal.number)
  }

  /// Closes our ends of its pipes; a process that still writes to them is told by a signal.
  func close() {
    for file in [standardOutput, standardError, report] { _ = Glibc.close(file.number) }
  }

  /// Whether the number still means this child: it was not reaped.
  private var isChild: Bool {
    var information = siginfo_t()
    return waitid(P_PID, id_t(number), &information, WEXITED | WNOHANG | WNOWAIT) == 0
  }
}
