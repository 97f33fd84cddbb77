import Testing

@testable import Common

struct SHA1Tests {
  /// The examples NIST publishes for FIPS 180-4.
  static let published: [(message: String, digest: String)] = [
    (
      "",
      "da39a3ee5e6b4b0d3255bfef95601890afd80709"
    ),
    (
      "abc",
      "a9993e364706816aba3e25717850c26c9cd0d89d"
    ),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "84983e441c3bd26ebaae4aa1f95129e5e54670f1"
    ),
  ]

  /// Around the borders of a block and of its padding: byte i is i modulo 251.
  static let borders: [(count: Int, digest: String)] = [
    (
      0,
      "da39a3ee5e6b4b0d3255bfef95601890afd80709"
    ),
    (
      1,
      "5ba93c9db0cff93f52b521d7420e43f6eda2784f"
    ),
    (
      55,
      "8ae2d46729cfe68ff927af5eec9c7d1b66d65ac2"
    ),
    (
      56,
      "636e2ec698dac903498e648bd2f3af641d3c88cb"
    ),
    (
      63,
      "6d942da0c4392b123528f2905c713a3ce28364bd"
    ),
    (
      64,
      "c6138d514ffa2135bfce0ed0b8fac65669917ec7"
    ),
    (
      65,
      "69bd728ad6e13cd76ff19751fde427b00e395746"
    ),
    (
      119,
      "41c89d06001bab4ab78736b44efe7ce18ce6ae08"
    ),
    (
      120,
      "d3dbd653bd8597b7475321b60a36891278e6a04a"
    ),
    (
      128,
      "e6434bc401f98603d7eda504790c98c67385d535"
    ),
    (
      1000,
      "c9c960a0b925474fab83942cc27d504fc24ac37b"
    ),
  ]

  @Test(arguments: published)
  func thePublishedDigestsAreMade(message: String, digest: String) {
    #expect(Hexadecimal.encode(SHA1.digest(of: Array(message.utf8))) == digest)
  }

  @Test func aMillionTimesTheLetterAHasThePublishedDigest() {
    let message = [UInt8](repeating: UInt8(ascii: "a"), count: 1_000_000)
    #expect(
      Hexadecimal.encode(SHA1.digest(of: message))
        == "34aa973cd4c4daa4f61eeb2bdbad27316534016f")
  }

  @Test(arguments: borders, [1, 3, 63, 64, 65])
  func theCutsDoNotMatter(row: (count: Int, digest: String), piece: Int) {
    let bytes = (0..<row.count).map { UInt8($0 % 251) }
    var hash = SHA1()
    for start in stride(from: 0, to: bytes.count, by: piece) {
      hash.update(Array(bytes[start..<min(start + piece, bytes.count)]))
      hash.update([])
    }
    #expect(Hexadecimal.encode(hash.finish()) == row.digest)
  }
}
