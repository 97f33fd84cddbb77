/// Text from outside, made safe to be shown on a terminal or written into a log.
package enum TerminalText {
  /// Control characters, line ends, and the characters that turn the direction of text become
  /// `\u{...}`; everything else stays.
  ///
  /// Unicode UAX #9 lists the direction marks.
  package static func escaped(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return text }
    var safe = ""
    for scalar in text.unicodeScalars {
      if isDangerous(scalar.value) {
        safe += "\\u{\(String(scalar.value, radix: 16))}"
      } else {
        safe.unicodeScalars.append(scalar)
      }
    }
    return safe
  }

  /// The same for JSON, as its own escapes.
  package static func escapedJSON(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return text }
    var safe = ""
    for scalar in text.unicodeScalars {
      if isDangerous(scalar.value), !space.contains(scalar) {
        let digits = String(scalar.value, radix: 16)
        safe += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
      } else {
        safe.unicodeScalars.append(scalar)
      }
    }
    return safe
  }

  /// What may stand between the values of a payload that is shown as it came.
  private static let space: [Unicode.Scalar] = ["\n", "\r", "\t"]

  private static func isDangerous(_ value: UInt32) -> Bool {
    switch value {
    case 0..<0x20, 0x7F..<0xA0: true
    case 0x61C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF: true
    default: false
    }
  }
}
