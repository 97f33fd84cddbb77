import Common
import Foundation
import TestSupport
import Testing

@testable import spool_runner

struct ProcessGroupTests {
  let folder: TemporaryFolder
  let here: ProcessPlace

  init() throws {
    folder = try TemporaryFolder()
    here = try ProcessPlace.own()
  }

  @Test func aLivingLeaderIsFound() throws {
    let (child, group) = try start("echo up; exec sleep 20")
    kill(group)
    #expect(ChildTrial.awaitEnd(child) == .killed(signal: SIGKILL))
    #expect(group.look(from: here) == .gone)
    child.close()
  }

  @Test func nothingOutlivesTheMachine() throws {
    let (child, group) = try start("echo up; exec sleep 20")
    #expect(group.look(from: ProcessPlace(boot: "ANOTHER")) == .gone)
    end(child)
  }

  @Test func aProcessThatBeganAtAnotherTimeIsAnother() throws {
    let (child, group) = try start("echo up; exec sleep 20")
    let leader = ProcessIdentity(
      number: group.leader.number, ticks: group.leader.ticks - 1, place: here)
    #expect(ProcessGroup(leader: leader, task: group.task).look(from: here) == .gone)
    end(child)
  }

  @Test func aZombieIsGone() throws {
    let (child, group) = try start("echo up")
    ChildTrial.awaitZombie(child)
    #expect(group.look(from: here) == .gone)
    end(child)
  }

  @Test func aMemberThatOutlivesItsLeaderIsFound() throws {
    let (child, group) = try start("(sleep 20; echo late) & echo up")
    #expect(ChildTrial.awaitEnd(child) == .exited(0))
    killUntilGone(group)
    // The member had the output still: the end of that is the end of the member.
    #expect(ChildTrial.collect(child).output == "")
    child.close()
  }

  @Test func aMemberThatClearedItsEnvironmentIsFound() throws {
    let (child, group) = try start(Self.cleared)
    #expect(ChildTrial.awaitEnd(child) == .exited(0))
    killUntilGone(group)
    child.close()
  }

  /// Every program of the machine could have this number and no environment.
  @Test func aMemberOfAnotherControlGroupMayBeAnybodysAndIsLeftAlone() throws {
    let (child, group) = try start(Self.cleared)
    #expect(ChildTrial.awaitEnd(child) == .exited(0))
    for place in [
      ProcessPlace(boot: here.boot, namespace: here.namespace, cgroup: "/another"),
      ProcessPlace(boot: here.boot),
    ] {
      let leader = ProcessIdentity(
        number: group.leader.number, ticks: group.leader.ticks, place: place)
      guard case .unsure = ProcessGroup(leader: leader, task: group.task).look(from: here) else {
        Issue.record("there is no doubt about \(place)")
        continue
      }
    }
    killUntilGone(group)
    child.close()
  }

  @Test func numbersOfAnotherNamespaceSayNothing() throws {
    let (child, group) = try start("echo up; exec sleep 20")
    let there = ProcessPlace(boot: here.boot, namespace: "pid:[1]", cgroup: here.cgroup)
    guard case .unsure = group.look(from: there) else {
      Issue.record("a process was found in another namespace")
      return
    }
    end(child)
  }

  @Test func aMemberOfAZombieIsFound() throws {
    let (child, group) = try start("sleep 20 & echo up")
    ChildTrial.awaitZombie(child)
    guard case .alive = group.look(from: here) else {
      Issue.record("the member was not found")
      return
    }
    end(child)
  }

  @Test func aGroupThatWorksOnAnotherTaskIsAnother() throws {
    // What has not yet become another program has the environment of the shell.
    let (child, group) = try start(
      "sleep 20 & until grep -q sleep /proc/$!/comm; do :; done; echo up")
    #expect(ChildTrial.awaitEnd(child) == .exited(0))
    for task in ["TASK", "TASK.10"] {
      #expect(ProcessGroup(leader: group.leader, task: task).look(from: here) == .gone)
    }
    killUntilGone(group)
    child.close()
  }

  /// The number was given to another process after it was looked at.
  @Test func aProcessIsNotKilledForAnotherOfItsNumber() throws {
    let (child, group) = try start("echo up; exec sleep 20")
    group.kill([
      ProcessGroup.Member(number: child.number, ticks: group.leader.ticks - 1)
    ])
    kill(group)
    #expect(ChildTrial.awaitEnd(child) == .killed(signal: SIGKILL))
    child.close()
  }

  private static let cleared =
    "env -i /bin/sleep 20 & until grep -q sleep /proc/$!/comm; do :; done; echo up"

  /// Kills what is found, which has to be something.
  private func kill(_ group: ProcessGroup) {
    guard case .alive(let members) = group.look(from: here) else {
      Issue.record("nothing was found")
      return
    }
    group.kill(members)
  }

  private func killUntilGone(_ group: ProcessGroup) {
    kill(group)
    while group.look(from: here) != .gone { sched_yield() }
  }

  /// Starts a script and returns when it has said that it is up.
  private func start(_ script: String) throws -> (ChildProcess, ProcessGroup) {
    let environment = [
      (name: "PATH", value: "/usr/bin:/bin"), (name: "WEBHOOK_TASK", value: "TASK.1"),
    ]
    let program = ChildProgram(["/bin/sh", "-c", script], environment: environment)
    let child = try ChildTrial.start(program, nil, folder, ChildDefaults(place: here))
    #expect(ChildTrial.firstLine(child) == "up")
    let log = try String(contentsOfFile: folder.path("log"), encoding: .utf8)
    let ticks = try #require(UInt64(log.split(separator: " ")[1]))
    let leader = ProcessIdentity(number: child.number, ticks: ticks, place: here)
    return (child, ProcessGroup(leader: leader, task: "TASK.1"))
  }

  private func end(_ child: ChildProcess) {
    child.kill(.kill)
    _ = ChildTrial.awaitEnd(child)
    child.close()
  }
}
