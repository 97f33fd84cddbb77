internal import Common

/// What became of a source's secret; the secret itself is not in it.
struct SecretReport {
  let outcome: SecretFile.Outcome
  /// The secret's file.
  let path: String
  let source: Source

  /// For a person, with what is to be done next.
  var lines: [String] {
    let done =
      switch outcome {
      case .made: "made \(path)"
      case .kept: "\(path) is there and stays as it is"
      case .replaced: "replaced \(path): the old secret is refused from now on"
      }
    let others = source.secrets.filter { $0 != .file(path) }
    let valid =
      others.isEmpty ? [] : ["still valid: \(others.map(\.description).joined(separator: ", "))"]
    return [done] + valid + [hint]
  }

  var json: JSONWriter {
    var writer = JSONWriter()
    writer.beginObject()
    writer.member("source", source.name.description)
    writer.member("secret", outcome.rawValue)
    writer.member("file", path)
    writer.member("path", source.path.description)
    writer.endObject()
    return writer
  }

  private var hint: String {
    source.path.holdsSecret
      ? "the sender posts to \(source.path), with what this shows in its place: cat \(path)"
      : "the sender posts to \(source.path), and is told what this shows: cat \(path)"
  }
}
