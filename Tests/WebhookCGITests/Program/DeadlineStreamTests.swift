import Common
import Foundation
import TestSupport
import Testing

@testable import webhook_cgi

/// The deadline of a request, on a pipe of the kernel and with a clock of our own.
struct DeadlineStreamTests {
  private func stream(on pipe: Pipe, _ clock: SimulatedClock) -> DeadlineStream {
    DeadlineStream(
      input: Descriptor(number: pipe.fileHandleForReading.fileDescriptor),
      output: Descriptor(number: pipe.fileHandleForWriting.fileDescriptor), clock: clock,
      deadline: 1000)
  }

  @Test func nothingIsReadAfterTheDeadline() throws {
    let pipe = Pipe()
    let clock = SimulatedClock()
    let stream = stream(on: pipe, clock)
    try pipe.fileHandleForWriting.write(contentsOf: Data("ab".utf8))
    var byte: UInt8 = 0
    let count = try withUnsafeMutableBytes(of: &byte) { try stream.read(into: $0) }
    #expect(count == 1)
    #expect(byte == UInt8(ascii: "a"))
    clock.advance(milliseconds: 1000)
    #expect(throws: StreamFault.tooSlow) {
      try withUnsafeMutableBytes(of: &byte) { try stream.read(into: $0) }
    }
  }

  @Test func theAnswerIsStillWrittenAfterTheDeadline() throws {
    let pipe = Pipe()
    let clock = SimulatedClock()
    clock.advance(milliseconds: 60_000)
    try stream(on: pipe, clock).write(Array("408".utf8))
    #expect(pipe.fileHandleForReading.availableData == Data("408".utf8))
  }

  @Test func theEndOfTheInputIsNoFault() throws {
    let pipe = Pipe()
    let stream = stream(on: pipe, SimulatedClock())
    try pipe.fileHandleForWriting.close()
    var byte: UInt8 = 0
    #expect(try withUnsafeMutableBytes(of: &byte) { try stream.read(into: $0) } == 0)
  }
}
