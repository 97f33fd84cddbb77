/// The way to an entry whose name was read from a folder, byte for byte.
package struct FilePath: Hashable, Sendable {
  package let bytes: [UInt8]

  package init(_ text: String) {
    bytes = Array(text.utf8)
  }

  package init(_ folder: String, _ name: FileName) {
    bytes = Array(folder.utf8) + [UInt8(ascii: "/")] + name.bytes
  }

  /// For a message.
  package var shown: String {
    TerminalText.escaped(String(decoding: bytes, as: UTF8.self))
  }

  /// As system calls take it.
  var cString: [CChar] { bytes.map { CChar(bitPattern: $0) } + [0] }
}
