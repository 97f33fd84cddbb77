import Foundation
import Testing

@testable import Common

struct Base64Tests {
  /// RFC 4648, section 10.
  static let published: [(plain: String, text: String)] = [
    ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
    ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"),
  ]

  static let refused: [(text: String, reason: String)] = [
    ("Zg", "no padding"), ("Zg=", "half the padding"), ("Z===", "three pads"),
    ("====", "nothing but pads"), ("Zg==Zg==", "padding inside"), ("Z=g=", "a pad in the middle"),
    ("Zh==", "bits after one byte"), ("Zm9=", "bits after two bytes"), ("Zm9v\n", "a line end"),
    ("Zm 9", "white space"), ("Zm9v====", "a group of pads"), ("Zm-_", "the URL alphabet"),
    ("Zm9", "a group cut short"), ("Z", "one digit"), ("Zmé", "not ASCII"),
  ]

  @Test(arguments: published)
  func thePublishedTextsGoBothWays(plain: String, text: String) {
    #expect(Base64.encode(Array(plain.utf8)) == Array(text.utf8))
    #expect(Base64.decode(Array(text.utf8)) == Array(plain.utf8))
  }

  @Test(arguments: refused)
  func textThatIsNotCanonicalIsRefused(text: String, reason: String) {
    #expect(Base64.decode(Array(text.utf8)) == nil, "\(reason)")
  }

  @Test(arguments: 0..<64)
  func weAgreeWithFoundation(count: Int) {
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 89 &+ 251 &* count) }
    let text = Data(bytes).base64EncodedString()
    #expect(Base64.encode(bytes) == Array(text.utf8))
    #expect(Base64.decode(Array(text.utf8)) == bytes)
  }
}
