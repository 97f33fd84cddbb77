extension FilePath {
  /// The path as one word of a command that a person pastes into a shell.
  ///
  /// Any member of the spool's group may choose a name, so `$(...)` or a blank in it must not become
  /// a command of its own. What cannot be seen is written as `$'...'` (bash, zsh, busybox).
  package var shellWord: String {
    if bytes.allSatisfy(Self.isPlain) { return String(decoding: bytes, as: UTF8.self) }
    if bytes.allSatisfy({ $0 >= 0x20 && $0 < 0x7f && $0 != UInt8(ascii: "'") }) {
      return "'\(String(decoding: bytes, as: UTF8.self))'"
    }
    var word = "$'"
    for byte in bytes {
      if Self.isPlain(byte) {
        word.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        // Three digits of octal each: what follows can never be taken for one more.
        let digits = String(byte, radix: 8)
        word += "\\" + String(repeating: "0", count: 3 - digits.utf8.count) + digits
      }
    }
    return word + "'"
  }

  /// Bytes that mean themselves in every shell.
  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
    case UInt8(ascii: "0")...UInt8(ascii: "9"): true
    case UInt8(ascii: "/"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"): true
    default: false
    }
  }
}
