internal import Common

/// The members of a payload that say what was pushed; the whole of it is checked on the way.
///
/// Only their places are kept; a value is in memory when it is asked for.
struct ImageMembers {
  /// The largest member that is taken into memory, in bytes as it is written.
  ///
  /// Registries report one push at a time, some hundred bytes each; in memory a value may be many
  /// times as large as it is written, and a receiver has 10 MB for everything.
  static let limit = 64 * 1024

  /// Every member that some registry's payload is read by, as a path with dots.
  private static let names =
    [
      "image", "events", "id", "action", "target", "request.host", "type", "event_data",
      "event_data.resources", "docker_url", "updated_tags", "push_data", "push_data.tag",
      "repository.repo_name",
    ] + GitHubPackage.members

  private let payload: Body
  private let found: JSONPicking

  /// Reads the payload to its end; it must be one JSON object in which none of these is repeated.
  init(of payload: Body) throws(ImagePayloadFault) {
    self.payload = payload
    let paths = Self.names.map { $0.split(separator: ".").map(String.init) }
    do throws(PayloadFault) {
      found = try payload.pick(paths)
    } catch {
      switch error {
      case .notJSON(let reason): throw .notJSON(reason)
      case .unavailable(let failure): throw .unavailable(failure)
      }
    }
  }

  func has(_ name: String) -> Bool { span(name) != nil }

  /// The value of a member; nil when it is not there.
  func value(_ name: String) throws(ImagePayloadFault) -> JSONValue? {
    guard let span = span(name) else { return nil }
    guard span.count <= Self.limit else { throw .tooLarge(name, limit: Self.limit) }
    let written: [UInt8]
    do throws(SystemError) {
      written = try payload.bytes(span)
    } catch {
      throw .unavailable(error)
    }
    do throws(JSONError) {
      return try JSONValue.parse(written)
    } catch {
      // The grammar holds, so all that is left is a name that is there twice.
      throw .notJSON("the payload's member \"\(name)\" is not clear: \(error)")
    }
  }

  /// The text of a member; nil when it is not there or null.
  func text(_ name: String) throws(ImagePayloadFault) -> String? {
    try ImageMembers.text(value(name), name)
  }

  /// The elements of a member that must be an array; none when it is not there or null.
  func elements(_ name: String) throws(ImagePayloadFault) -> [JSONValue] {
    switch try value(name) {
    case .array(let elements): return elements
    case nil, .null: return []
    default: throw .wrong(name, expected: "an array")
    }
  }

  static func text(_ value: JSONValue?, _ name: String) throws(ImagePayloadFault) -> String? {
    switch value {
    case .string(let text): return text
    case nil, .null: return nil
    default: throw .wrong(name, expected: "a string")
    }
  }

  private func span(_ name: String) -> Range<Int>? {
    Self.names.firstIndex(of: name).flatMap { found[$0].span }
  }
}
