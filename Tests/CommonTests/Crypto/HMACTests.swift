import Testing

@testable import Common

struct HMACTests {
  @Test(arguments: try HMACVector.all())
  func thePublishedCodesAreMade(vector: HMACVector) {
    #expect(
      HMAC.code(of: vector.message, key: vector.key, algorithm: vector.algorithm) == vector.code)
  }

  @Test func allUntruncatedCasesAreRead() throws {
    let read = try HMACVector.all()
    #expect(read.filter { $0.algorithm == .sha1 }.count == 7)
    #expect(read.filter { $0.algorithm == .sha256 }.count == 6)
    #expect(read.filter { $0.algorithm == .sha512 }.count == 6)
  }

  @Test(arguments: try HMACVector.all())
  func aMessageInPiecesHasTheSameCode(vector: HMACVector) {
    var code = HMAC(key: vector.key, algorithm: vector.algorithm)
    for byte in vector.message { code.update([byte]) }
    #expect(code.finish() == vector.code)
  }

  @Test(arguments: HashAlgorithm.allCases)
  func aKeyAsLongAsABlockIsNotHashed(algorithm: HashAlgorithm) {
    let key = [UInt8](repeating: 7, count: algorithm.blockSize)
    let message: [UInt8] = [1, 2, 3]
    #expect(
      HMAC.code(of: message, key: key, algorithm: algorithm)
        != HMAC.code(of: message, key: algorithm.digest(of: key), algorithm: algorithm))
  }

  @Test(arguments: HashAlgorithm.allCases)
  func aKeyLongerThanABlockIsHashed(algorithm: HashAlgorithm) {
    let key = [UInt8](repeating: 7, count: algorithm.blockSize + 1)
    let message: [UInt8] = [1, 2, 3]
    #expect(
      HMAC.code(of: message, key: key, algorithm: algorithm)
        == HMAC.code(of: message, key: algorithm.digest(of: key), algorithm: algorithm))
  }

  @Test(arguments: HashAlgorithm.allCases)
  func aCodeIsAsLongAsItsAlgorithmsDigest(algorithm: HashAlgorithm) {
    #expect(HMAC.code(of: [], key: [1], algorithm: algorithm).count == algorithm.digestSize)
  }
}
