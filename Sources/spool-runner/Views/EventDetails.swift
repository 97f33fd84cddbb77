internal import Common

/// What an event's file says, the payload left where it is.
struct EventDetails: Equatable {
  /// The members besides the payload, in the order in which they are shown.
  let members: [JSONMember]
  let headers: [JSONMember]
  /// Where the payload's bytes stand in the file, nil when there is none.
  let payload: Range<Int>?

  private static let names = [
    "action", "repository", "number", "sender", "images", "delivery", "received", "remote",
    "verified", "traceparent", "original_id",
  ]

  /// Reads the file once; nil when it is not whole or no event, which a person may have caused.
  init?(_ path: String, _ files: any FileSystem) throws(SystemError) {
    var picks = Self.names.map { JSONPick([$0], .value) }
    picks += [JSONPick(["headers"], .value), JSONPick(["payload"], .span)]
    guard let found = try FilePicks.read(path, picks, files) else { return nil }
    var members: [JSONMember] = []
    for (index, name) in Self.names.enumerated() {
      guard let value = found[index].value, value != .null else { continue }
      members.append(JSONMember(name, value))
    }
    self.members = members
    headers = Self.members(of: found[Self.names.count].value)
    payload = found[Self.names.count + 1].span
  }

  /// The images that were pushed, as far as the file names any.
  var images: [PushedImage] {
    guard case .array(let images)? = members.first(where: { $0.name == "images" })?.value else {
      return []
    }
    return images.compactMap { PushedImage($0) }
  }

  /// The payload's bytes, as the sender wrote them.
  static func bytes(_ span: Range<Int>, of path: String, _ files: any FileSystem)
    throws(SystemError) -> [UInt8]
  {
    let file = try files.open(path)
    defer { files.close(file) }
    return try files.read(file, from: span.lowerBound, limit: span.count)
  }

  private static func members(of value: JSONValue?) -> [JSONMember] {
    guard case .object(let members)? = value else { return [] }
    return members
  }
}
