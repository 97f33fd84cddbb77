/// Bytes that prove something and are never shown.
///
/// Printing, interpolating or dumping one gives `(secret)`; the bytes are there only for who asks
/// for them by name.
package struct Secret: Sendable, CustomStringConvertible, CustomDebugStringConvertible {
  package let bytes: [UInt8]

  package init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  package var description: String { "(secret)" }
  package var debugDescription: String { "(secret)" }
}

#if !hasFeature(Embedded)
  // Embedded Swift has nothing to dump with.
  extension Secret: CustomReflectable {
    package var customMirror: Mirror { Mirror(self, children: []) }
  }
#endif
