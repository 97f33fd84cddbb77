internal import Common

/// How one kind of sender proves itself, and where it says what: a row of one table.
///
/// The rows are in `SchemeRules+Forges.swift`, `SchemeRules+Services.swift` and, for what a source
/// describes itself, `SchemeRules+Described.swift`.
struct SchemeRules {
  var proof: Proof

  /// Where the event's type is said; the first that is there counts.
  var event: [ValueSource] = []

  /// Whether an event that says no type has the source's name for it; else it is refused.
  var hasUsualEvent = false
  var action: [ValueSource] = []

  var repository: [ValueSource] = []

  /// Where the number of the issue or pull request is said; the first that is there counts.
  var number: [NumberMember] = []

  /// Where the login of who caused the event is said; the first that is there counts.
  var sender: [[String]] = []

  /// What stays the same when the sender repeats a delivery.
  var delivery: [ValueSource] = []

  /// Headers kept with the event, besides content type and user agent; never a token.
  var keptHeaders: [String] = []
  var form = FormRule.refused
  var handshake: Handshake?

  /// Members an event's payload must have, by event.
  var required: [RequiredMembers] = []

  /// What a payload that is not JSON is answered.
  var unreadableStatus = 400

  /// What a delivery that was seen before is answered.
  ///
  /// A sender that repeats by itself must take it for done.
  var duplicateStatus = 200

  /// Whether a payload may be an array too.
  var takesArrays = false

  struct RequiredMembers {
    let event: String
    let members: [String]
  }

  /// A member with a number, in the events whose names begin so.
  struct NumberMember {
    let events: String
    let path: [String]

    init(_ events: String, _ path: [String]) {
      (self.events, self.path) = (events, path)
    }
  }

  enum Handshake: Equatable {
    /// An event that only asks whether we are here; answered, never stored.
    case ping(event: String)
    /// A payload whose `challenge` is the answer.
    case challenge(event: String)
  }

  enum FormRule: Equatable {
    case refused
    /// The field `payload` holds the JSON, and is what is signed (Gitea, Forgejo, Gogs).
    case signedPayload
    /// The field `payload` holds the JSON; the form's bytes are signed (GitHub).
    case payload
    /// As before, and a form without that field is an object of its fields.
    case fields
  }

  init(_ proof: Proof) {
    self.proof = proof
  }

  init(_ source: Source) {
    self =
      switch source.scheme {
      case .github: .github
      case .gitea: .gitea
      case .gitlab: .gitlab
      case .bitbucket: .bitbucket
      case .jira: .jira
      case .stripe: .stripe
      case .slack: .slack
      case .shopify: .shopify
      case .standardWebhooks: .standardWebhooks
      case .hmac, .token, .basic, .bearer, .path, .none: .described(by: source)
      }
  }

  /// Where an event of a type says its number.
  func numberPaths(of event: String?) -> [[String]] {
    guard let event else { return [] }
    return number.filter { event.utf8.starts(with: $0.events.utf8) }.map { $0.path }
  }

  /// Every path of the payload that has to be read, of an event whose type is known or not.
  func payloadPaths(of event: String?) -> [[String]] {
    var paths: [[String]] = []
    func add(_ path: [String]) {
      if !paths.contains(path) { paths.append(path) }
    }
    for source in self.event + action + delivery + repository {
      switch source {
      case .header: break
      case .payload(let path): add(path)
      case .joined(let parts): parts.forEach(add)
      }
    }
    numberPaths(of: event).forEach(add)
    sender.forEach(add)
    switch handshake {
    case .ping(let ping): if event == ping { add(["zen"]) }
    case .challenge: add(["challenge"])
    case nil: break
    }
    return paths
  }

  /// Where a request says its id: in what its signature covers, if that holds one.
  ///
  /// Else anybody who saw a request could send it again under an id beside the signed one.
  func delivery(_ headers: HeaderList) -> [ValueSource] {
    guard delivery.count > 1, case .signature(let signatures) = proof,
      let rule = signatures.first(where: { headers.first($0.header) != nil })
    else { return delivery }
    let signed = delivery.filter { source in
      guard case .header(let name) = source else { return false }
      return rule.signed.contains(.header(name))
    }
    return signed.isEmpty ? delivery : signed
  }

  /// Members that an event of a type must have.
  func requiredMembers(of event: String) -> [String] {
    required.first { $0.event == event }?.members ?? []
  }
}
