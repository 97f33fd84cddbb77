import Common
import Foundation
import TestSupport
import Testing

@testable import spool_runner

struct ProcessGroupTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  @Test func aLivingLeaderIsFound() throws {
    let (child, group) = try start("echo up; exec sleep 20")
    #expect(!group.isGone(boot: "BOOT"))
    group.kill(.kill)
    #expect(ChildTrial.awaitEnd(child) == .killed(signal: SIGKILL))
    #expect(group.isGone(boot: "BOOT"))
    child.close()
  }

  @Test func nothingOutlivesTheMachine() throws {
    let (child, group) = try start("echo up; exec sleep 20")
    #expect(group.isGone(boot: "ANOTHER"))
    end(child)
  }

  @Test func aProcessThatBeganAtAnotherTimeIsAnother() throws {
    let (child, group) = try start("echo up; exec sleep 20")
    let leader = ProcessIdentity(
      number: group.leader.number, ticks: group.leader.ticks - 1, boot: group.leader.boot)
    #expect(ProcessGroup(leader: leader, task: group.task).isGone(boot: "BOOT"))
    end(child)
  }

  @Test func aZombieIsGone() throws {
    let (child, group) = try start("echo up")
    ChildTrial.awaitZombie(child)
    #expect(group.isGone(boot: "BOOT"))
    end(child)
  }

  @Test func aMemberThatOutlivesItsLeaderIsFound() throws {
    let (child, group) = try start("(sleep 20; echo late) & echo up")
    #expect(ChildTrial.awaitEnd(child) == .exited(0))
    #expect(!group.isGone(boot: "BOOT"))
    // The member has the output still: the end of that is the end of the member.
    group.kill(.kill)
    #expect(ChildTrial.collect(child).output == "")
    while !group.isGone(boot: "BOOT") { sched_yield() }
    child.close()
  }

  @Test func aMemberOfAZombieIsFound() throws {
    let (child, group) = try start("sleep 20 & echo up")
    ChildTrial.awaitZombie(child)
    #expect(!group.isGone(boot: "BOOT"))
    end(child)
  }

  @Test func aGroupThatWorksOnAnotherTaskIsAnother() throws {
    // What has not yet become another program might be anybody's, and counts as the task's own.
    let (child, group) = try start(
      "sleep 20 & until grep -q sleep /proc/$!/comm; do :; done; echo up")
    #expect(ChildTrial.awaitEnd(child) == .exited(0))
    #expect(ProcessGroup(leader: group.leader, task: "TASK").isGone(boot: "BOOT"))
    #expect(ProcessGroup(leader: group.leader, task: "TASK.10").isGone(boot: "BOOT"))
    group.kill(.kill)
    child.close()
  }

  /// Starts a script and returns when it has said that it is up.
  private func start(_ script: String) throws -> (ChildProcess, ProcessGroup) {
    let environment = [
      (name: "PATH", value: "/usr/bin:/bin"), (name: "WEBHOOK_TASK", value: "TASK.1"),
    ]
    let program = ChildProgram(["/bin/sh", "-c", script], environment: environment)
    let child = try ChildTrial.start(program, nil, folder)
    #expect(ChildTrial.firstLine(child) == "up")
    let log = try String(contentsOfFile: folder.path("log"), encoding: .utf8)
    let ticks = try #require(UInt64(log.split(separator: " ")[1]))
    let leader = ProcessIdentity(number: child.number, ticks: ticks, boot: "BOOT")
    return (child, ProcessGroup(leader: leader, task: "TASK.1"))
  }

  private func end(_ child: ChildProcess) {
    child.kill(.kill)
    _ = ChildTrial.awaitEnd(child)
    child.close()
  }
}
