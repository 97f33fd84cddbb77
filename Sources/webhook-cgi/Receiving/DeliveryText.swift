internal import Common

/// A sender's id of a delivery as text, so that the event file can hold it and the ledger's key can
/// be made of it again.
///
/// Two ids have two texts. One that text cannot hold, because its bytes are not UTF-8 or because it
/// is too long to be read, is known by its SHA-256.
enum DeliveryText {
  /// The text of an id that stands in a header.
  static func of(_ value: [UInt8]) -> String {
    let text = String(decoding: value, as: UTF8.self)
    return text.utf8.elementsEqual(value) ? text : hash(value)
  }

  /// The text of an id in the payload that is longer than any text that is read.
  ///
  /// The hash is of the id as it is written; other values than strings and numbers are no ids.
  static func of(_ span: Range<Int>, in payload: Body) throws(SystemError) -> String? {
    var hash = SHA256()
    var offset = span.lowerBound
    while offset < span.upperBound {
      let end = min(offset + Body.piece, span.upperBound)
      let bytes = try payload.bytes(offset..<end)
      guard let first = bytes.first else { return nil }
      let isID = first == UInt8(ascii: "\"") || first == UInt8(ascii: "-") || first.isASCIIDigit
      if offset == span.lowerBound, !isID { return nil }
      hash.update(bytes)
      offset += bytes.count
    }
    return named(hash.finish())
  }

  private static func hash(_ bytes: [UInt8]) -> String { named(SHA256.digest(of: bytes)) }

  private static func named(_ digest: [UInt8]) -> String {
    "sha256:" + Hexadecimal.encode(digest)
  }
}
