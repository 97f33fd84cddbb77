import Common
import Foundation
import Testing

@testable import spool_runner

struct ProcessStatusTests {
  private static let rest =
    "1 4242 4242 0 -1 4194304 90 0 0 0 0 0 0 0 20 0 1 0 987654 2703360 219 18446744073709551615"

  static let names = ["cat", "a b", "a) R 7 (b", "))", ")\n(", "", ") Z 1 2 3 4"]

  @Test(arguments: names)
  func theNameMayHoldAnything(_ name: String) throws {
    let status = try #require(parse("17 (\(name)) S \(Self.rest)\n"))
    #expect(status.group == 4242)
    #expect(status.ticks == 987_654)
    #expect(!status.isZombie)
  }

  static let states: [(state: String, isZombie: Bool)] = [
    ("R", false), ("S", false), ("D", false), ("T", false), ("Z", true), ("X", true),
  ]

  @Test(arguments: states)
  func aZombieIsTold(state: String, isZombie: Bool) throws {
    #expect(try #require(parse("17 (x) \(state) \(Self.rest)\n")).isZombie == isZombie)
  }

  static let bad = [
    "", ")", "17 (x)", "17 (x) ", "17 x S \(rest)", "17 (x) S", "17 (x) S 1", "17 (x) S 1 x 3",
    "17 (x) S 1 4242 4242 0 -1 4194304 90 0 0 0 0 0 0 0 20 0 1 0",
    "17 (x) S 1 4242 4242 0 -1 4194304 90 0 0 0 0 0 0 0 20 0 1 0 x",
  ]

  @Test(arguments: bad)
  func anotherShapeIsNone(_ line: String) {
    #expect(parse(line) == nil)
  }

  @Test func theKernelIsRead() throws {
    let own = try #require(ProcessStatus.own())
    #expect(own.group == getpgrp())
    #expect(own == ProcessStatus(of: getpid()))
    #expect(ProcessStatus(of: Int32.max) == nil)
  }

  @Test func theBootIDIsRead() throws {
    #expect(UUID(uuidString: try ProcessIdentity.bootID()) != nil)
  }

  private func parse(_ line: String) -> ProcessStatus? {
    Array(line.utf8).withUnsafeBytes { ProcessStatus(parsing: $0) }
  }
}
