/// How a sender proves who it is.
package enum Scheme: String, CaseIterable, Sendable {
  case github
  /// Gitea, Forgejo and Gogs, which sign alike.
  case gitea
  /// GitLab with a secret token, or with a signing token (`whsec_...`).
  case gitlab
  /// Bitbucket Cloud and Data Center.
  case bitbucket
  case jira
  case stripe
  case slack
  case shopify
  /// Standard Webhooks 1.0, and Svix, which it came from.
  case standardWebhooks = "standard-webhooks"
  /// A signature that the source describes itself, under `hmac`.
  case hmac
  /// The secret stands in a header, named under `token`.
  case token
  /// HTTP basic authentication (RFC 7617); `basic` names the user.
  case basic
  /// A bearer token (RFC 6750).
  case bearer
  /// The secret is a part of the path.
  case path
  /// Nothing is proven; said openly, never the result of a secret that is missing.
  case none

  /// Reads the scheme of a source.
  init(_ reader: ConfigReader) throws(ConfigFault) {
    let names = Self.allCases.map(\.rawValue)
    let expected = "one of \(names.joined(separator: ", "))"
    let name = try reader.required(reader.string("scheme", expected), "scheme", expected)
    guard let scheme = Scheme(rawValue: name) else {
      let meant = Spelling.nearest(to: name, among: names).map { "; did you mean \"\($0)\"?" }
      throw reader.wrong("scheme", .string(name), expected + (meant ?? ""))
    }
    self = scheme
  }

  /// Whether the sender's kind says where the event and its id stand; else the source may.
  package var isKnownSender: Bool {
    switch self {
    case .github, .gitea, .gitlab, .bitbucket, .jira, .stripe, .slack, .shopify,
      .standardWebhooks:
      true
    case .hmac, .token, .basic, .bearer, .path, .none: false
    }
  }
}
