internal import Common

/// The few members of a payload that the receiver reads; the whole of it is checked on the way.
struct PayloadMembers {
  enum Member: Int {
    case action
    case repository
    case zen
  }

  /// The longest text that is read, in bytes as it is written.
  ///
  /// No sender's word for an action or a repository comes near it. What is longer is left where it
  /// is: a body of 25 MB may be one value, and in memory it would be many times that.
  static let longestText = 4096

  private let texts: [String?]
  private let extras: [String]
  private let present: [Bool]

  /// Reads the payload to its end; it must be one JSON object in which none of these is repeated.
  ///
  /// Of the members in `extra` is only asked whether they are there.
  init(of payload: Body, extra: [String]) throws(PayloadFault) {
    var picks = [
      JSONPick(["action"], .span), JSONPick(["repository", "full_name"], .span),
      JSONPick(["zen"], .span),
    ]
    let count = picks.count
    picks += extra.map { JSONPick([$0], .span) }
    var reader = JSONReader(BodyInput(payload), bufferSize: min(payload.count + 1, Body.piece))
    let picked: JSONPicking
    do throws(JSONError) {
      picked = try JSONPicker(picks).pick(from: &reader)
    } catch {
      if let failure = reader.input.failure { throw .unavailable(failure) }
      throw .notJSON("the payload is not JSON: \(error)")
    }
    guard picked.top == .object else { throw .notJSON("the payload is not a JSON object") }
    var texts: [String?] = []
    for result in picked.results.prefix(count) {
      texts.append(try Self.text(at: result.span, in: payload))
    }
    self.texts = texts
    present = picked.results.dropFirst(count).map { $0 != .missing }
    extras = extra
  }

  /// The text that is written there; nil for any other value, and for one that is too long.
  private static func text(at span: Range<Int>?, in payload: Body) throws(PayloadFault) -> String? {
    guard let span, span.count <= longestText else { return nil }
    let written: [UInt8]
    do throws(SystemError) {
      written = try payload.bytes(span)
    } catch {
      throw .unavailable(error)
    }
    // It was read once already: it parses.
    return (try? JSONValue.parse(written))?.asString
  }

  func text(_ member: Member) -> String? { texts[member.rawValue] }

  func hasExtra(_ name: String) -> Bool {
    zip(extras, present).contains { $0 == name && $1 }
  }
}

/// Why a payload could not be read.
enum PayloadFault: Error {
  case notJSON(String)
  case unavailable(SystemError)
}
