internal import Common

extension JSONValue {
  /// The value as a person is shown it: JSON that is safe on a terminal, cut when it is long.
  var shown: String {
    var writer = JSONWriter()
    writer.value(self)
    let longest = 200
    let text = String(decoding: writer.bytes, as: UTF8.self)
    if text.utf8.count <= longest { return text }
    return String(text.unicodeScalars.prefix(longest)) + "..."
  }
}
