import Testing

@testable import Common

struct HexadecimalTests {
  /// Text that is not pairs of digits, with the neighbours of every range of digits.
  static let refused = ["0", "abc", "0g", "g0", "/0", ":0", "@0", "G0", "`0", " 0", "0x", "é"]

  @Test func everyByteComesBack() {
    let bytes = (0...255).map { UInt8($0) }
    #expect(Hexadecimal.decode(Array(Hexadecimal.encode(bytes).utf8)) == bytes)
  }

  @Test func digitsAreLowerCase() {
    #expect(Hexadecimal.encode([0x00, 0x9a, 0xbf]) == "009abf")
    #expect(Hexadecimal.encode([]).isEmpty)
  }

  @Test func bothCasesAreRead() {
    #expect(Hexadecimal.decode(Array("aFfA".utf8)) == [0xaf, 0xfa])
    #expect(Hexadecimal.decode([]) == [])
  }

  @Test(arguments: refused)
  func anythingElseIsRefused(text: String) {
    #expect(Hexadecimal.decode(Array(text.utf8)) == nil)
  }
}
