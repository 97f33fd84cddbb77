/// The file name of an event: `ID.SOURCE.EVENT.json`.
///
/// Listing and filtering by source and event type open nothing. The event type is encoded and
/// bounded here; the file itself holds it whole.
package struct EventName: Hashable, Comparable, Sendable, CustomStringConvertible {
  package let id: EventID
  package let source: String
  /// The encoded event type; compare it with `encoded(_:)` of what is looked for.
  package let event: String

  package static let longestEvent = 80

  package init(id: EventID, source: SpoolWord, event: String) {
    self.id = id
    self.source = source.description
    self.event = Self.encoded(event)
  }

  init(id: EventID, source: SpoolWord, encodedEvent: String) {
    self.id = id
    self.source = source.description
    event = encodedEvent
  }

  /// Nil unless the text is exactly such a name.
  package init?(_ text: String) {
    let utf8 = text.utf8
    guard let afterID = utf8.firstIndex(of: UInt8(ascii: ".")),
      let id = EventID(text[..<afterID]), text.hasSuffix(".json")
    else { return nil }
    let rest = text[utf8.index(after: afterID)...].dropLast(5)
    guard let dot = rest.utf8.firstIndex(of: UInt8(ascii: ".")),
      let source = SpoolWord(rest[..<dot])
    else { return nil }
    let event = String(rest[rest.utf8.index(after: dot)...])
    guard !event.isEmpty, event.utf8.count <= Self.longestEvent,
      event.utf8.allSatisfy({ Self.isPlain($0) || $0 == 0x3D || $0 == 0x7E })
    else { return nil }
    self.id = id
    self.source = source.description
    self.event = event
  }

  package var description: String { "\(id).\(source).\(event).json" }

  package static func < (left: EventName, right: EventName) -> Bool { left.id < right.id }

  /// An event type as it stands in a file name: `=XX` for every byte that is not plain, cut and
  /// ended by `~` above 80 bytes.
  ///
  /// An empty one is `=`.
  package static func encoded(_ event: String) -> String {
    var text: [UInt8] = []
    for byte in event.utf8 {
      if isPlain(byte) {
        text.append(byte)
      } else {
        text.append(UInt8(ascii: "="))
        text.append(digit(byte >> 4))
        text.append(digit(byte & 15))
      }
    }
    if text.isEmpty { return "=" }
    if text.count > longestEvent {
      text = text.prefix(longestEvent - 1) + [UInt8(ascii: "~")]
    }
    return String(decoding: text, as: UTF8.self)
  }

  private static func digit(_ value: UInt8) -> UInt8 {
    value < 10 ? 0x30 + value : 0x41 + value - 10
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
    case UInt8(ascii: "0")...UInt8(ascii: "9"): true
    case UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"): true
    default: false
    }
  }
}
