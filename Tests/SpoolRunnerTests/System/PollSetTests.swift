import Common
import Foundation
import Testing

@testable import spool_runner

struct PollSetTests {
  @Test func onlyWhatCanBeReadIsReturned() throws {
    let quiet = try ChildPipe()
    let written = try ChildPipe()
    let ended = try ChildPipe()
    defer { for pipe in [quiet, written] { pipe.close() } }
    defer { close(ended.reader.number) }
    write(written.writer.number, "x", 1)
    close(ended.writer.number)
    let set = PollSet([quiet.reader, written.reader, ended.reader])
    #expect(set.wait(milliseconds: nil) == [written.reader, ended.reader])
  }

  @Test(arguments: [0, 1, -5])
  func theTimeEnds(_ milliseconds: Int64) throws {
    let quiet = try ChildPipe()
    defer { quiet.close() }
    let set = PollSet([quiet.reader])
    #expect(set.wait(milliseconds: milliseconds) == [])
  }

  @Test func aClosedDescriptorDoesNotHang() throws {
    let set = PollSet([Descriptor(number: 1_000_000)])
    #expect(set.wait(milliseconds: nil) == [Descriptor(number: 1_000_000)])
  }
}
