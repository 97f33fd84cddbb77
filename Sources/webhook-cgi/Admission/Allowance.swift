internal import Common

/// What one client may send: the generic cell rate algorithm (ITU-T I.371).
///
/// All that is kept of a client is one time, up to which its requests so far have used the even
/// pace of one an interval. It may run ahead of the clock by a burst.
struct Allowance: Equatable {
  /// Between two requests at the even pace, in microseconds.
  private let interval: Int64

  /// How far the kept time may be ahead of the clock, in microseconds: a whole burst.
  private let window: Int64

  init(_ limit: RateLimit) {
    interval = max(1, limit.period * 1000 / Int64(limit.requests))
    window = interval * Int64(limit.burst)
  }

  /// What becomes of one request.
  struct Decision: Equatable {
    /// How long the client has to wait, in microseconds; 0: the request passes.
    let wait: Int64
    /// The time to keep of the client from now on.
    let kept: Int64

    /// For `Retry-After`: whole seconds, and never "at once" (RFC 9110, section 10.2.3).
    var waitSeconds: Int { Int(max(1, (wait + 999_999) / 1_000_000)) }
  }

  /// Decides about a request that comes now; both times are microseconds since 1970.
  ///
  /// A kept time that no burst explains is of a clock that stood later, or of a larger limit. It
  /// counts as a burst that was just used up, so nobody waits longer than one interval.
  func decide(kept: Int64, now: Int64) -> Decision {
    let used = min(max(kept, now), now + window)
    let next = used + interval
    guard next <= now + window else { return Decision(wait: next - window - now, kept: used) }
    return Decision(wait: 0, kept: next)
  }

  /// Whether a kept time can be of this clock and this limit.
  func explains(_ kept: Int64, now: Int64) -> Bool { kept <= now + window }
}
