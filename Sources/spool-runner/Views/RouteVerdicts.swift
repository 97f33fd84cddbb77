internal import Common

/// What the routes, as they are configured now, say about an event.
enum RouteVerdicts: Equatable {
  case known([RouteVerdict])
  /// The routes could not be read, and why.
  case unknown(String)

  /// Their part of `show EVENT` for a person.
  var text: String {
    switch self {
    case .unknown(let why): return "\nroutes: \(TerminalText.escaped(why))\n"
    case .known(let verdicts) where verdicts.isEmpty: return "\nno routes are configured\n"
    case .known(let verdicts):
      return "\nroutes, as they are now\n" + Table.aligned(verdicts.flatMap(rows), indent: "  ")
    }
  }

  /// Their part of `show EVENT` for a script: a list, or null where they could not be read.
  func write(to writer: inout JSONWriter) {
    guard case .known(let verdicts) = self else { return writer.null() }
    writer.beginArray()
    for verdict in verdicts {
      writer.beginObject()
      writer.member("route", verdict.route)
      writer.member("matches", verdict.matches)
      writer.name("reasons")
      writer.beginArray()
      for reason in verdict.reasons { writer.string(reason) }
      writer.endArray()
      writer.endObject()
    }
    writer.endArray()
  }

  private func rows(_ verdict: RouteVerdict) -> [[String]] {
    if verdict.matches { return [[verdict.route, "matches"]] }
    return verdict.reasons.enumerated().map { index, reason in
      [
        index == 0 ? verdict.route : "", index == 0 ? "no" : "", TerminalText.escaped(reason),
      ]
    }
  }
}
