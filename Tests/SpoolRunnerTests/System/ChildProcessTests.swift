import Common
import Foundation
import Glibc
import TestSupport
import Testing

@testable import spool_runner

/// One at a time: a child of another trial holds copies of our descriptors until its exec.
@Suite(.serialized) struct ChildProcessTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  static let endings: [(script: String, reason: ExitReason)] = [
    ("exit 0", .exited(0)),
    ("exit 1", .exited(1)),
    ("exit 100", .exited(100)),
    ("exit 255", .exited(255)),
    ("kill -KILL $$", .killed(signal: 9)),
    ("kill -TERM $$", .killed(signal: 15)),
  ]

  @Test(arguments: endings)
  func theEndingIsTold(script: String, reason: ExitReason) throws {
    let trial = try run(ChildTrial.shell(script))
    #expect(trial.reason == reason)
    #expect(trial.fault == nil)
  }

  @Test func bothOutputsAreReadApart() throws {
    let trial = try run(ChildTrial.shell("echo out; echo err >&2"))
    #expect(trial.output == "out\n")
    #expect(trial.error == "err\n")
  }

  @Test func theInputIsReadFromItsBeginning() throws {
    #expect(try run(ChildProgram(["/bin/cat"]), input: "an event").output == "an event")
  }

  @Test func theArgumentsArriveAsTheyAre() throws {
    let program = ChildProgram(["/bin/sh", "-c", "printf '[%s]' \"$@\"", "-", "a b", "", "ü'$x"])
    #expect(try run(program).output == "[a b][][ü'$x]")
  }

  @Test func theEnvironmentIsExactlyWhatWasBuilt() throws {
    let environment = [
      (name: "B", value: "2"), (name: "A", value: "x=y z"), (name: "E", value: ""),
    ]
    let trial = try run(ChildProgram(["/usr/bin/env"], environment: environment))
    #expect(trial.output == "B=2\nA=x=y z\nE=\n")
    #expect(try run(ChildProgram(["/usr/bin/env"])).output == "")
  }

  @Test func noOtherDescriptorIsInherited() throws {
    // One that nobody marked close-on-exec, as a careless parent of the runner leaves it.
    let careless = dup(0)
    defer { close(careless) }
    try #require(fcntl(careless, F_GETFD) == 0)
    // The fourth is the folder that `ls` itself reads.
    #expect(try run(ChildProgram(["/bin/ls", "/proc/self/fd"])).output == "0\n1\n2\n3\n")
  }

  @Test func itStartsInItsFolder() throws {
    #expect(
      try run(ChildProgram(["/bin/pwd"], directory: folder.path)).output == "\(folder.path)\n")
  }

  @Test func itLeadsASessionAndAGroup() throws {
    let trial = try run(ChildProgram(["/bin/cat", "/proc/self/stat"]))
    let fields = trial.output.split(separator: " ")
    #expect(fields[0] == "\(trial.number)")
    #expect(fields[4] == "\(trial.number)")
    #expect(fields[5] == "\(trial.number)")
  }

  @Test func theStartLineIsThereBeforeTheProgramBegins() throws {
    let trial = try run(ChildProgram(["/bin/cat", folder.path("log"), "/proc/self/stat"]))
    let lines = trial.output.split(separator: "\n")
    try #require(lines.count == 2)
    let ticks = lines[1].split(separator: " ")[21]
    #expect(lines[0] == "\(trial.number) \(ticks) BOOT")
    #expect(trial.log == "\(lines[0])\n")
  }

  @Test func aProgramWhoseStartLineCannotBeWrittenDoesNotRun() throws {
    let files = KernelFileSystem()
    // Not through the seam, which opens regular files only for writing.
    let full = Descriptor(number: Glibc.open("/dev/full", O_WRONLY | O_CLOEXEC))
    let null = try files.open("/dev/null")
    let child = try ChildProcess.start(
      ChildTrial.shell("echo ran"), standardInput: null, log: full,
      ChildDefaults(place: ProcessPlace(boot: "")), startLine: ChildTrial.line)
    files.close(full)
    files.close(null)
    defer { child.close() }
    #expect(ChildTrial.collect(child).output == "")
    #expect(ChildTrial.awaitEnd(child) == .exited(127))
    let error = SystemError(call: "write", path: "the start line", code: ENOSPC)
    #expect(child.takeFault() == .system(error))
  }

  @Test func aMissingProgramIsNamed() throws {
    let path = folder.path("none")
    let trial = try run(ChildProgram([path]))
    #expect(trial.fault == .noProgram(path: path, code: ENOENT))
    #expect(trial.fault?.description == "cannot execute \(path): No such file or directory")
  }

  @Test func aFileThatIsNotExecutableIsNamed() throws {
    let path = folder.path("text")
    try Data("#!/bin/sh\n".utf8).write(to: URL(fileURLWithPath: path))
    #expect(try run(ChildProgram([path])).fault == .noProgram(path: path, code: EACCES))
  }

  @Test func argumentsThatAreTooLargeAreTold() throws {
    let program = ChildProgram(["/bin/true", String(repeating: "x", count: 1 << 20)])
    #expect(try run(program).fault == .noProgram(path: "/bin/true", code: E2BIG))
  }

  @Test func aMissingFolderIsNamed() throws {
    let path = folder.path("none")
    let trial = try run(ChildProgram(["/bin/true"], directory: path))
    #expect(trial.fault == .noDirectory(path: path, code: ENOENT))
  }

  @Test func aProgramThatExits127DidBegin() throws {
    let trial = try run(ChildTrial.shell("exit 127"))
    #expect(trial.reason == .exited(127))
    #expect(trial.fault == nil)
  }

  static let withNUL = [
    ChildProgram(["/bin/true", "a\0b"]),
    ChildProgram(["/bin/true"], environment: [(name: "A", value: "\0")]),
    ChildProgram(["/bin/true"], directory: "/\0"),
  ]

  @Test(arguments: withNUL)
  func aNULByteIsRefused(_ program: ChildProgram) {
    #expect(throws: StartFault.holdsNUL) { try run(program) }
  }

  @Test func signalsAreAsAtTheBeginning() throws {
    signal(SIGPIPE, SIG_IGN)
    var blocked = sigset_t()
    var before = sigset_t()
    sigemptyset(&blocked)
    sigaddset(&blocked, SIGTERM)
    pthread_sigmask(SIG_BLOCK, &blocked, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    let output = try run(ChildProgram(["/bin/grep", "^Sig[BI]", "/proc/self/status"])).output
    let masks = output.split(separator: "\n").map { UInt64($0.dropFirst(8), radix: 16) }
    try #require(masks.count == 2)
    #expect(masks[0] == 0)
    // 32 and 33 are the C library's own; whoever started these tests may have ignored them.
    #expect(masks[1].map { $0 & ~(3 << 31) } == 0)
  }

  @Test func aGrandchildEndsWithTheGroup() throws {
    let child = try ChildTrial.start(
      ChildTrial.shell("(sleep 20; echo late) & echo up; wait"), nil, folder)
    defer { child.close() }
    #expect(ChildTrial.firstLine(child) == "up")
    child.kill(.terminate)
    // The output ends only when the grandchild has closed it too.
    #expect(ChildTrial.collect(child).output == "")
    #expect(ChildTrial.awaitEnd(child) == .killed(signal: SIGTERM))
  }

  @Test func aChildThatHasNoGroupYetIsKilledToo() throws {
    for _ in 0..<50 {
      let child = try ChildTrial.start(ChildProgram(["/bin/sleep", "1"]), nil, folder)
      child.kill(.kill)
      #expect(ChildTrial.awaitEnd(child) == .killed(signal: SIGKILL))
      child.close()
    }
  }

  @Test func whatTheParentIgnoresItsChildrenDoNot() throws {
    signal(SIGXFSZ, SIG_IGN)
    defer { signal(SIGXFSZ, SIG_DFL) }
    let defaults = ChildDefaults(place: ProcessPlace(boot: "BOOT"))
    let child = try ChildTrial.start(
      ChildTrial.shell("echo up; kill -XFSZ $$; echo alive"), nil, folder, defaults)
    defer { child.close() }
    #expect(ChildTrial.collect(child).output == "up\n")
    #expect(ChildTrial.awaitEnd(child) == .killed(signal: SIGXFSZ))
  }

  @Test func theRaisedLimitOfDescriptorsIsTheParentsAlone() throws {
    let limit = DescriptorLimit()
    var own = rlimit()
    getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &own)
    #expect(own.rlim_cur == own.rlim_max)
    #expect(Int(clamping: own.rlim_cur) == limit.count)
    let defaults = ChildDefaults(place: ProcessPlace(boot: "BOOT"), limit: limit)
    let child = try ChildTrial.start(
      ChildTrial.shell("ulimit -Sn"), nil, folder, defaults)
    defer { child.close() }
    let output = ChildTrial.collect(child).output
    #expect(ChildTrial.awaitEnd(child) == .exited(0))
    limit.restore()
    getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &own)
    #expect(output == "\(own.rlim_cur)\n")
  }

  @Test func aLockOfTheParentIsNotTheProgramsToo() throws {
    let files = KernelFileSystem()
    let path = folder.path("lock")
    let held = try files.create(path, permissions: 0o600)
    #expect(try files.lock(held, waiting: false))
    let child = try ChildTrial.start(ChildTrial.shell("echo up; exec sleep 20"), nil, folder)
    defer { child.close() }
    #expect(ChildTrial.firstLine(child) == "up")
    files.close(held)
    // Waits, because a child that another test is just forking may have a copy for a moment; but
    // not for this child, whose own end would be seen.
    let second = try files.openForAppending(path, permissions: 0o600)
    #expect(try files.lock(second, waiting: true))
    files.close(second)
    #expect(ProcessTable.reap(child.number) == nil)
    child.kill(.kill)
    #expect(ChildTrial.awaitEnd(child) == .killed(signal: SIGKILL))
  }

  private func run(_ program: ChildProgram, input: String = "") throws -> ChildTrial {
    try ChildTrial(program, input: input, in: folder)
  }
}
