internal import Common

/// What a dropped file says, as far as it may say anything.
struct DroppedFile: Equatable {
  let event: String
  let source: String?
  let action: String?
  let repository: String?
  let number: Int?
  let sender: String?
  let delivery: String?
  let originalID: String?
  let headers: [EventHeader]
  let images: [PushedImage]
  let payload: Range<Int>
  let body: Range<Int>?

  private static let members = [
    "event", "source", "action", "repository", "delivery", "id", "headers", "images", "number",
    "sender",
  ]

  /// The memory that its members besides the payload may need, in bytes.
  private static let room = 8 << 20

  /// Nil when it is not a JSON object with at least `event` and `payload`, or its other members are
  /// too large.
  static func read(_ file: Descriptor, _ files: any FileSystem) throws(SystemError)
    -> DroppedFile?
  {
    let picks =
      members.map { JSONPick([$0], .value) }
      + [JSONPick(["payload"], .span), JSONPick(["body_base64"], .span)]
    guard let found = try FilePicks.read(file, picks, files, room: room) else { return nil }
    func text(_ index: Int) -> String? { found[index].value?.asString }
    guard let event = text(0), !event.isEmpty, let payload = found[10].span else { return nil }
    return DroppedFile(
      event: event, source: text(1), action: text(2), repository: text(3),
      number: found[8].value?.asInteger, sender: text(9), delivery: text(4), originalID: text(5),
      headers: headers(found[6].value), images: images(found[7].value),
      payload: payload, body: found[11].span)
  }

  private static func headers(_ value: JSONValue?) -> [EventHeader] {
    guard case .object(let members)? = value else { return [] }
    return members.compactMap { member in
      guard let text = member.value.asString else { return nil }
      return EventHeader(name: member.name, value: text)
    }
  }

  private static func images(_ value: JSONValue?) -> [PushedImage] {
    guard case .array(let elements)? = value else { return [] }
    return elements.compactMap { PushedImage($0) }
  }
}
