internal import Common

/// A complaint that is made at most once a minute, however often there is reason for it.
struct SeldomComplaint {
  private static var interval: Int64 { 60_000 }

  let what: String
  private var last: Int64?

  init(_ what: String) { self.what = what }

  /// Complains, unless it did in the last minute; `now` is of `Clock.uptime`.
  mutating func make(at now: Int64, _ fault: SystemError) {
    if let last, now - last < Self.interval { return }
    last = now
    StandardStreams.complain("webhook-cgi: \(what): \(ErrorNumber.text(fault.code))", priority: 4)
  }
}
