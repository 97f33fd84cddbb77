internal import Common

/// The clock that signed times are compared with.
///
/// `WEBHOOK_NOW` (seconds since 1970) replaces it, for tests and for asking why an old delivery was
/// refused. It stands in the program's own environment, where no client can set it.
struct VerificationClock {
  static let variable = "WEBHOOK_NOW"

  let clock: Time
  let environment: (String) -> String?

  /// Seconds since 1970; says so each time it is not the real time.
  var seconds: Int64 {
    guard let text = environment(Self.variable) else { return clock.now().seconds }
    guard let replaced = Decimal.parse(text.utf8) else {
      StandardStreams.complain("webhook-cgi: \(Self.variable) is no number of seconds: ignored")
      return clock.now().seconds
    }
    StandardStreams.complain(
      "webhook-cgi: \(Self.variable) replaces the clock in checks of signed times")
    return replaced
  }
}
