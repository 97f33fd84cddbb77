internal import Common

/// The bytes of a dropped file, made of what a person handed over.
struct SentEvent: Equatable {
  let bytes: [UInt8]

  /// Why a file is no event; each case is a sentence for the person.
  enum Fault: Error, Equatable {
    case notJSON(JSONError)
    case noObject
    case noEvent
    case noPayload
    case otherSource(String)

    var message: String {
      switch self {
      case .notJSON(let error): "not JSON: \(error)"
      case .noObject: "not a JSON object {\"event\": \"...\", \"payload\": {...}}"
      case .noEvent: "no \"event\" with a text in it; --event TYPE takes the file as the payload"
      case .noPayload: "no \"payload\" that is an object"
      case .otherSource(let name): "its \"source\" is \"\(name)\", and --source says another"
      }
    }
  }

  /// The file is the payload.
  init(payload: [UInt8], event: String, source: SpoolWord) throws(Fault) {
    let found = try Self.pick([JSONPick([], .span)], payload)
    guard found.top == .object, let span = found[0].span else { throw .noPayload }
    var writer = JSONWriter()
    writer.beginObject()
    writer.member("source", source.description)
    writer.member("event", event)
    writer.name("payload")
    writer.raw(Array(payload[span]))
    writer.endObject()
    bytes = writer.bytes + [UInt8(ascii: "\n")]
  }

  /// The file is the event; what it says besides the source stays byte for byte.
  init(file: [UInt8], source: SpoolWord) throws(Fault) {
    let found = try Self.pick(
      [
        JSONPick([], .span), JSONPick(["event"], .value), JSONPick(["payload"], .span),
        JSONPick(["source"], .value),
      ], file)
    guard found.top == .object, let whole = found[0].span else { throw .noObject }
    guard let event = found[1].value?.asString, !event.isEmpty else { throw .noEvent }
    guard let payload = found[2].span, file[payload.lowerBound] == UInt8(ascii: "{") else {
      throw .noPayload
    }
    if found[3] != .missing {
      let name = found[3].value?.asString
      guard name == source.description else { throw .otherSource(name ?? "not a text") }
      bytes = file[whole] + [UInt8(ascii: "\n")]
      return
    }
    let head = Array("{\"source\":\"\(source)\",".utf8)
    bytes = head + file[whole].dropFirst() + [UInt8(ascii: "\n")]
  }

  private static func pick(_ picks: [JSONPick], _ bytes: [UInt8]) throws(Fault) -> JSONPicking {
    var reader = JSONReader(JSONBytes(bytes))
    do throws(JSONError) {
      return try JSONPicker(picks).pick(from: &reader)
    } catch {
      throw .notJSON(error)
    }
  }
}
