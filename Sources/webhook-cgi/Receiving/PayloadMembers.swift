internal import Common

/// The few members of a payload that the receiver reads; the whole of it is checked on the way.
struct PayloadMembers {
  /// The longest text that is read, in bytes as it is written.
  ///
  /// No sender's word for an action or a repository comes near it. What is longer is left where it
  /// is: a body of 25 MB may be one value, and in memory it would be many times that.
  static let longestText = 4096

  private let paths: [[String]]
  /// Empty where there is none.
  private let texts: [String]
  private let results: [JSONPicked]

  /// Reads the payload to its end; it must be one JSON object, or array if those are taken, in
  /// which none of these paths is repeated.
  ///
  /// Those in `others` are only looked for.
  init(
    of payload: Body, _ paths: [[String]], lookingFor others: [[String]] = [],
    takesArrays: Bool = false
  ) throws(PayloadFault) {
    let all = others.isEmpty ? paths : paths + others
    let picked = try payload.pick(all, takesArrays: takesArrays)
    var texts: [String] = []
    for (index, result) in picked.results.enumerated() {
      let text = index < paths.count ? try Self.text(at: result.span, in: payload) : nil
      texts.append(text ?? "")
    }
    self.paths = all
    self.texts = texts
    results = picked.results
  }

  /// The text that is there, or a number as it is written; nil for an empty text, any other value,
  /// and one that is too long.
  func text(_ path: [String]) -> String? {
    guard let index = paths.firstIndex(of: path), !texts[index].isEmpty else { return nil }
    return texts[index]
  }

  /// Where a value stands that is too long to be read; nil for any other.
  func tooLong(_ path: [String]) -> Range<Int>? {
    guard let index = paths.firstIndex(of: path), let span = results[index].span,
      span.count > Self.longestText
    else { return nil }
    return span
  }

  /// Whether there is any value.
  func has(_ path: [String]) -> Bool {
    paths.firstIndex(of: path).map { results[$0] != .missing } ?? false
  }

  private static func text(at span: Range<Int>?, in payload: Body) throws(PayloadFault) -> String? {
    guard let span, span.count <= longestText else { return nil }
    let written: [UInt8]
    do throws(SystemError) {
      written = try payload.bytes(span)
    } catch {
      throw .unavailable(error)
    }
    // It was read once already: it parses.
    switch try? JSONValue.parse(written) {
    case .string(let text): return text
    case .number(let text): return text
    default: return nil
    }
  }
}
