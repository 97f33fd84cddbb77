import Common
import Foundation
import Testing

@testable import spool_runner

struct CapturedOutputTests {
  static let limits: [(limit: Int, text: String, dropped: Int)] = [
    (10, "0123456789", 0),
    (9, "01234\n[1 bytes left out]\n6789", 1),
    (4, "01\n[6 bytes left out]\n89", 6),
    (1, "0\n[9 bytes left out]\n", 9),
    (0, "\n[10 bytes left out]\n", 10),
  ]

  @Test(arguments: limits)
  func theBeginningAndTheEndAreKept(limit: Int, text: String, dropped: Int) {
    let bytes = Array("0123456789".utf8)
    for first in 0...bytes.count {
      for second in first...bytes.count {
        var output = CapturedOutput(limit: limit)
        for piece in [bytes[..<first], bytes[first..<second], bytes[second...]] {
          output.add(piece)
        }
        #expect(output.text == text)
        #expect(output.dropped == dropped)
      }
    }
  }

  @Test func whatIsNoUTF8IsReplaced() {
    var output = CapturedOutput()
    output.add([0x61, 0xFF, 0x62, 0xC3])
    #expect(output.text == "a\u{FFFD}b\u{FFFD}")
  }

  @Test func aCharacterMayComeInTwoPieces() {
    var output = CapturedOutput()
    output.add([0xC3])
    output.add([0xBC])
    #expect(output.text == "ü")
  }

  @Test func askingForTheTextEndsNothing() {
    var output = CapturedOutput(hiding: [Array("s3cret".utf8)])
    output.add(Array("a s3".utf8))
    #expect(output.text == "a s3")
    output.add(Array("cret b".utf8))
    #expect(output.text == "a *** b")
  }

  @Test func aSecretIsHiddenBeforeTheMiddleIsLeftOut() {
    var output = CapturedOutput(limit: 8, hiding: [Array("s3cret".utf8)])
    output.add(Array("0s3cret1234567s3cret".utf8))
    #expect(output.text == "0***\n[6 bytes left out]\n7***")
  }

  @Test func aPipeIsReadInTurns() throws {
    let pipe = try ChildPipe()
    defer { close(pipe.reader.number) }
    try #require(fcntl(pipe.writer.number, F_SETFL, O_NONBLOCK) == 0)
    let bytes = [UInt8](repeating: UInt8(ascii: "x"), count: 64 << 10)
    try #require(write(pipe.writer.number, bytes, bytes.count) == bytes.count)
    var output = CapturedOutput(limit: 10)
    // All of it, then nothing, then the end.
    var isOpen = [output.drain(pipe.reader), output.drain(pipe.reader)]
    close(pipe.writer.number)
    isOpen.append(output.drain(pipe.reader))
    #expect(isOpen == [true, true, false])
    #expect(output.dropped == bytes.count - 10)
  }
}
