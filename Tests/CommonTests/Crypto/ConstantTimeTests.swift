import Testing

@testable import Common

struct ConstantTimeTests {
  @Test func equalBytesAreEqual() {
    #expect(ConstantTime.equal([], []))
    #expect(ConstantTime.equal([1, 2, 3], [1, 2, 3]))
  }

  @Test func anotherLengthIsNotEqual() {
    #expect(!ConstantTime.equal([1, 2, 3], [1, 2]))
    #expect(!ConstantTime.equal([], [0]))
  }

  @Test(arguments: 0..<256)
  func oneDifferentBitAnywhereIsSeen(bit: Int) {
    let left = [UInt8](repeating: 0xa5, count: 32)
    var right = left
    right[bit / 8] ^= 1 << UInt8(bit % 8)
    #expect(!ConstantTime.equal(left, right))
  }

  @Test func twoDifferencesDoNotCancelOut() {
    #expect(!ConstantTime.equal([1, 1], [2, 2]))
    #expect(!ConstantTime.equal([1, 2], [2, 1]))
  }
}
