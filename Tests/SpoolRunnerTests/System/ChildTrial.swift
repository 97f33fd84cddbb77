import Common
import Foundation
import TestSupport

@testable import spool_runner

/// A real program run to its end, and everything that came of it.
struct ChildTrial {
  let number: Int32
  let output: String
  let error: String
  let reason: ExitReason
  let fault: StartFault?
  let log: String

  /// The start line of these trials: `PID TICKS BOOT`.
  static func line(_ identity: ProcessIdentity) -> [UInt8] {
    Array("\(identity.number) \(identity.ticks) \(identity.boot)\n".utf8)
  }

  static func shell(_ script: String) -> ChildProgram { ChildProgram(["/bin/sh", "-c", script]) }

  /// Runs a program on an input; the log lies in the folder.
  init(_ program: ChildProgram, input: String = "", in folder: TemporaryFolder) throws {
    let files = KernelFileSystem()
    let path = folder.path("input-\(UUID().uuidString)")
    let standardInput = try files.create(path, permissions: 0o600)
    defer { files.close(standardInput) }
    // The position stands at the end now: the child has to begin at the beginning all the same.
    try files.write(Array(input.utf8), to: standardInput)
    let child = try ChildTrial.start(program, standardInput, folder)
    defer { child.close() }
    let collected = ChildTrial.collect(child)
    reason = ChildTrial.awaitEnd(child)
    number = child.number
    output = collected.output
    error = collected.error
    fault = child.takeFault()
    log = try String(contentsOfFile: folder.path("log"), encoding: .utf8)
  }

  static func start(
    _ program: ChildProgram, _ standardInput: Descriptor? = nil, _ folder: TemporaryFolder,
    _ defaults: ChildDefaults = ChildDefaults(place: ProcessPlace(boot: "BOOT"))
  ) throws -> ChildProcess {
    let files = KernelFileSystem()
    let log = try files.openForAppending(folder.path("log"), permissions: 0o600)
    let null = try files.open("/dev/null")
    defer {
      files.close(log)
      files.close(null)
    }
    return try ChildProcess.start(
      program, standardInput: standardInput ?? null, log: log, defaults, startLine: line)
  }

  /// Reads both outputs until they end.
  static func collect(_ child: ChildProcess) -> (output: String, error: String) {
    var captured = [child.standardOutput: CapturedOutput(), child.standardError: CapturedOutput()]
    var open = Set(captured.keys)
    while !open.isEmpty {
      let set = PollSet(Array(open))
      for pipe in set.wait(milliseconds: nil) {
        if captured[pipe]?.drain(pipe) != true { open.remove(pipe) }
      }
    }
    return (
      captured[child.standardOutput]?.text ?? "", captured[child.standardError]?.text ?? ""
    )
  }

  /// Reads standard output until a whole line is there.
  static func firstLine(_ child: ChildProcess) -> String {
    var captured = CapturedOutput()
    var isOpen = true
    while isOpen, !captured.text.contains("\n") {
      let set = PollSet([child.standardOutput])
      _ = set.wait(milliseconds: nil)
      isOpen = captured.drain(child.standardOutput)
    }
    return captured.text.split(separator: "\n").first.map(String.init) ?? ""
  }

  /// Waits until the child is a zombie, without reaping it.
  static func awaitZombie(_ child: ChildProcess) {
    var information = siginfo_t()
    while waitid(P_PID, id_t(child.number), &information, WEXITED | WNOWAIT) != 0, errno == EINTR {}
  }

  static func awaitEnd(_ child: ChildProcess) -> ExitReason {
    awaitZombie(child)
    return ProcessTable.reap(child.number)?.reason ?? .exited(-1)
  }
}
