/// The name of an entry in a folder, byte for byte.
///
/// The kernel takes every byte but NUL and the slash: a name need not be text, and two names that
/// look the same, as `é` in its two forms of Unicode, are two names.
package struct FileName: Hashable, Comparable, Sendable {
  package let bytes: [UInt8]

  package init(_ text: String) {
    bytes = Array(text.utf8)
  }

  package init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  package init(_ bytes: UnsafeRawBufferPointer) {
    self.bytes = Array(bytes)
  }

  /// The name as text; nil when it is not UTF-8.
  package var text: String? {
    let text = decoded
    return text.utf8.elementsEqual(bytes) ? text : nil
  }

  /// The name for a person; other bytes than those of UTF-8 cannot be told from each other in it.
  package var shown: String { TerminalText.escaped(decoded) }

  package func hasPrefix(_ text: String) -> Bool { bytes.starts(with: text.utf8) }

  package func hasSuffix(_ text: String) -> Bool {
    bytes.suffix(text.utf8.count).elementsEqual(text.utf8)
  }

  /// Whether it begins with a dot: `*` of a shell or of a path unit does not match it.
  package var isHidden: Bool { bytes.first == UInt8(ascii: ".") }

  package static func < (left: FileName, right: FileName) -> Bool {
    left.bytes.lexicographicallyPrecedes(right.bytes)
  }

  private var decoded: String { String(decoding: bytes, as: UTF8.self) }
}
