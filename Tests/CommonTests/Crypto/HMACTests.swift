import Testing

@testable import Common

struct HMACTests {
  @Test(arguments: try HMACVector.all())
  func theCodesOfRFC4231AreMade(vector: HMACVector) {
    #expect(HMAC.code(of: vector.message, key: vector.key) == vector.code)
  }

  @Test func allUntruncatedCasesAreRead() throws {
    #expect(try HMACVector.all().count == 6)
  }

  @Test(arguments: try HMACVector.all())
  func aMessageInPiecesHasTheSameCode(vector: HMACVector) {
    var code = HMAC(key: vector.key)
    for byte in vector.message { code.update([byte]) }
    #expect(code.finish() == HMAC.code(of: vector.message, key: vector.key))
  }

  @Test func aKeyAsLongAsABlockIsNotHashed() {
    let key = [UInt8](repeating: 7, count: 64)
    let message: [UInt8] = [1, 2, 3]
    #expect(
      HMAC.code(of: message, key: key)
        != HMAC.code(of: message, key: SHA256.digest(of: key)))
  }

  @Test func aKeyLongerThanABlockIsHashed() {
    let key = [UInt8](repeating: 7, count: 65)
    let message: [UInt8] = [1, 2, 3]
    #expect(
      HMAC.code(of: message, key: key)
        == HMAC.code(of: message, key: SHA256.digest(of: key)))
  }
}
