internal import Common

/// A reason not to store a request.
///
/// `Answer+Refusal.swift` says what the sender is told; the journal gets the rest.
enum Refusal: Error, Equatable {
  case malformed(HTTPFault)
  /// The payload is not what this event must be: the status, and why.
  case unreadable(status: Int, String)
  case unverified(Unverified)
  /// Not somebody who may send here; which check says so.
  case forbidden(String)
  case overLimit(RateKind, retryAfter: Int)
  case unknownPath
  case wrongMethod(allowed: String)
  case tooSlow
  /// Seen before, as this event; the status is the sender's kind's.
  case duplicate(EventName, EventFacts, status: Int)
  case tooLarge(limit: Int)
  case wrongContentType
  case misconfigured(String)
  case unavailable(String, retryAfter: Int)
  /// Too much at once: what clients can bring about, and no fault of this machine.
  case overloaded(String, retryAfter: Int)

  var status: Int {
    switch self {
    case .malformed(let fault): fault.status
    case .unreadable(let status, _): status
    case .unverified: 401
    case .forbidden: 403
    case .unknownPath: 404
    case .wrongMethod: 405
    case .tooSlow: 408
    case .duplicate(_, _, let status): status
    case .tooLarge: 413
    case .wrongContentType: 415
    case .overLimit: 429
    case .misconfigured: 500
    case .unavailable, .overloaded: 503
    }
  }

  /// Whether an operator has to look at it.
  var isOurs: Bool {
    if case .overloaded = self { false } else { status >= 500 }
  }

  /// How far its line may fill the day's file; a wrong secret in a path is a source's refusal too.
  func bound(isOfASource: Bool) -> RefusalBound {
    if isOurs { return .ours }
    return isOfASource ? .clients : .strangers
  }

  /// What the sender is told.
  ///
  /// Never why a signature failed, nor anything of this machine.
  var publicText: String {
    switch self {
    case .malformed: "malformed request"
    case .unreadable(_, let reason): reason
    case .unverified: "missing or invalid signature"
    case .forbidden: "forbidden"
    case .unknownPath: "not found"
    case .wrongMethod: "method not allowed"
    case .tooSlow: "the request took too long"
    case .duplicate: "this delivery was accepted before"
    case .tooLarge(let limit): "the body is larger than \(limit) bytes"
    case .wrongContentType: "the content type must be application/json or a form"
    case .overLimit: "too many requests"
    case .misconfigured: "this source is misconfigured"
    case .unavailable, .overloaded: "try again later"
    }
  }

  /// Whether a sender only repeats itself, which is no reason to worry.
  var isRepetition: Bool {
    if case .duplicate = self { true } else { false }
  }

  /// What the journal is told.
  var privateText: String {
    switch self {
    case .malformed(let fault): fault.reason
    case .unverified(let why): "signature \(why.reason.rawValue)"
    case .overLimit(let kind, _): "rate: too many \(kind.rawValue) requests of this client"
    case .forbidden(let why), .misconfigured(let why), .unavailable(let why, _),
      .overloaded(let why, _):
      why
    default: publicText
    }
  }
}
