/// How a sender proves who it is.
package enum Scheme: String, CaseIterable, Sendable {
  case github
  /// Gitea, Forgejo and Gogs, which sign alike.
  case gitea

  /// Names that are settled and not yet served.
  static let later = [
    "gitlab", "bitbucket", "jira", "stripe", "slack", "shopify", "standard-webhooks", "hmac",
    "token", "basic", "bearer", "path", "none",
  ]

  /// Reads the scheme of a source.
  init(_ reader: ConfigReader) throws(ConfigFault) {
    let expected = "\"github\" or \"gitea\""
    let name = try reader.required(reader.string("scheme", expected), "scheme", expected)
    if let scheme = Scheme(rawValue: name) {
      self = scheme
    } else if Self.later.contains(name) {
      throw reader.fault("scheme", .unsupported(what: "scheme \"\(name)\""))
    } else {
      throw reader.wrong("scheme", .string(name), expected)
    }
  }
}
