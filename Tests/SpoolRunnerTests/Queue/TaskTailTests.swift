import Common
import TestSupport
import Testing

@testable import spool_runner

/// A task file is read from its end, as far as the last end that counts the tries.
@Suite struct TaskTailTests {
  /// A file that counts what is read of it.
  private struct Reading {
    let bytes: [UInt8]
    var read = 0

    mutating func history() throws -> TaskHistory {
      var read = 0
      let bytes = bytes
      let history = try TaskTail.history(size: bytes.count) { offset, limit throws(SystemError) in
        let part = Array(bytes.dropFirst(offset).prefix(limit))
        read += part.count
        return part
      }
      self.read = read
      return history
    }
  }

  private static func attempt(_ number: Int, tries: Int?, output: Int) -> [UInt8] {
    let end = AttemptEnd(
      attempt: number, tries: tries, ended: "2026-11-20", outcome: .deferred, reason: "why",
      to: .deferred, due: 1, milliseconds: 1, exit: 1,
      output: String(repeating: "x", count: output))
    return TaskLineTests.started(number).bytes + TaskLine.ended(end).bytes
  }

  @Test func ofALongHistoryOnlyTheEndIsRead() throws {
    var bytes: [UInt8] = []
    for number in 1...64 { bytes += Self.attempt(number, tries: number, output: 64 * 1024) }
    var reading = Reading(bytes: bytes)
    let history = try reading.history()
    #expect(history.attempts == 64)
    #expect(history.tries(upTo: 65) == 65)
    #expect(history.end(of: 64)?.output?.utf8.count == 64 * 1024)
    #expect(reading.read <= 2 * TaskTail.firstLook)
  }

  /// One output is longer than the first look.
  @Test func aLongLineIsReadWhole() throws {
    var reading = Reading(
      bytes: Self.attempt(1, tries: 1, output: 10) + Self.attempt(2, tries: 2, output: 300_000))
    let history = try reading.history()
    #expect(history.tries(upTo: 3) == 3)
    #expect(history.end(of: 2) != nil)
  }

  /// Lines that do not count the tries: all of them are looked at.
  @Test func anOlderHistoryIsReadAsFarAsItHasToBe() throws {
    let retry = TaskLine.ordered(id: "7", does: "retry", at: "", to: .ready)
    var bytes = Self.attempt(1, tries: nil, output: 10) + retry.bytes
    for number in 2...6 { bytes += Self.attempt(number, tries: nil, output: 64 * 1024) }
    var reading = Reading(bytes: bytes)
    #expect(try reading.history().tries(upTo: 7) == 6)
  }

  @Test func anOrderIsFoundWhereverItsLineStands() throws {
    let order = EventID(at: Moment(milliseconds: 5), random: 7)
    let other = EventID(at: Moment(milliseconds: 5), random: 8)
    let line = TaskLine.ordered(id: order.description, does: "retry", at: "", to: .ready)
    for before in [0, 10, 64 * 1024 - 150, 64 * 1024 - 100, 64 * 1024 - 20, 200_000] {
      let first = before == 0 ? [] : Self.attempt(1, tries: 1, output: before)
      let bytes = first + line.bytes + Self.attempt(2, tries: 1, output: 5)
      #expect(try Self.holds(order, bytes), "\(before)")
      #expect(try !Self.holds(other, bytes), "\(before)")
    }
  }

  /// What a program printed is no order.
  @Test func anOrderInAnOutputIsNone() throws {
    let order = EventID(at: Moment(milliseconds: 5), random: 7)
    let end = AttemptEnd(
      attempt: 1, tries: 1, ended: "", outcome: .deferred, reason: nil, to: .deferred, due: 1,
      milliseconds: 1, exit: 1, output: "\n{\"order\":\"\(order)\"}\n")
    #expect(try !Self.holds(order, TaskLine.ended(end).bytes))
  }

  private static func holds(_ order: EventID, _ bytes: [UInt8]) throws -> Bool {
    try TaskTail.holdsOrder(order) { offset, limit throws(SystemError) in
      Array(bytes.dropFirst(offset).prefix(limit))
    }
  }
}
