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
    guard let scheme = reader.value("scheme")?.asString.flatMap(Scheme.init(rawValue:)) else {
      throw Self.fault(reader)
    }
    self = scheme
  }

  /// Whether the sender makes the secret and shows it, so that nobody else can.
  package var isGivenTheSecret: Bool {
    switch self {
    case .stripe, .slack, .shopify: true
    case .github, .gitea, .gitlab, .bitbucket, .jira, .standardWebhooks, .hmac, .token, .basic,
      .bearer, .path, .none:
      false
    }
  }

  /// Whether a request shows the secret itself, so that one which signs would be given away.
  package var showsTheSecret: Bool {
    switch self {
    case .token, .basic, .bearer, .path: true
    case .github, .gitea, .gitlab, .bitbucket, .jira, .stripe, .slack, .shopify, .standardWebhooks,
      .hmac, .none:
      false
    }
  }

  /// What is wrong; apart, because putting the names together costs what a request can save.
  private static func fault(_ reader: ConfigReader) -> ConfigFault {
    let names = Self.allCases.map { $0.rawValue }
    let expected = "one of \(names.joined(separator: ", "))"
    guard let value = reader.value("scheme") else {
      return reader.fault("scheme", .missing(expected: expected))
    }
    let meant = value.asString.flatMap { Spelling.nearest(to: $0, among: names) }
    let suggestion = meant.map { "; did you mean \"\($0)\"?" } ?? ""
    return reader.wrong("scheme", value, expected + suggestion)
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
