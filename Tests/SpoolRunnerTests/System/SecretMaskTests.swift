import Testing

@testable import spool_runner

struct SecretMaskTests {
  static let texts: [(secrets: [String], text: String, masked: String)] = [
    ([], "nothing to hide", "nothing to hide"),
    (["s3cret"], "token=s3cret.", "token=***."),
    (["s3cret"], "s3crets3cret", "******"),
    (["s3cret"], "s3cre s3crex ss3cret", "s3cre s3crex s***"),
    (["aab"], "aaab", "a***"),
    (["abc", "abcdef"], "abcdef abcde abc", "*** ***de ***"),
    (["abcdef", "xyz"], "xyzabcdef", "******"),
    (["", "x"], "axb", "a***b"),
    (["ü"], "für", "f***r"),
    (["line\nbreak"], "a line\nbreak b", "a *** b"),
  ]

  @Test(arguments: texts)
  func aSecretIsHiddenHoweverItIsCut(secrets: [String], text: String, masked: String) {
    let bytes = Array(text.utf8)
    for first in 0...bytes.count {
      for second in first...bytes.count {
        let pieces = [bytes[..<first], bytes[first..<second], bytes[second...]]
        #expect(mask(pieces, secrets) == masked)
      }
    }
  }

  static let broken: [(text: String, masked: String)] = [
    ("x s3cr3t-valu", "x ***"), ("x s3cr", "x ***"), ("x s3c", "x s3c"), ("x s", "x s"),
  ]

  @Test(arguments: broken)
  func aSecretThatBreaksOffAtTheEndIsHidden(text: String, masked: String) {
    #expect(mask([Array(text.utf8)[...]], ["s3cr3t-value"]) == masked)
  }

  private func mask(_ pieces: [ArraySlice<UInt8>], _ secrets: [String]) -> String {
    var mask = SecretMask(secrets.map { Array($0.utf8) })
    var output: [UInt8] = []
    for piece in pieces { output += mask.pass(piece) }
    output += mask.finish()
    return String(decoding: output, as: UTF8.self)
  }
}
