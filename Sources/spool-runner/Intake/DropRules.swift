internal import Common

/// What the configuration says of files dropped by hand.
struct DropRules: Sendable {
  /// Sources with `"drop": true`; a drop that names another becomes `manual`.
  let sources: [String]
  /// The largest body any source accepts, in bytes.
  let maxBody: Int

  static let manual = "manual"

  func source(for wanted: String?) -> SpoolWord? {
    if let wanted, sources.contains(wanted) { return SpoolWord(wanted) }
    return SpoolWord(Self.manual)
  }
}
