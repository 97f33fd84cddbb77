internal import Common

/// Refuses a client that sends more often than its source's `rate` allows.
struct RateKeeper {
  let spool: Spool
  let clock: Time

  /// Counts a request whose proof was looked at; throws when it is one too many.
  ///
  /// A file that cannot be used refuses nobody. It is complained about for verified requests
  /// alone, or anybody could fill the system's log.
  func count(_ request: Request, of source: Source, _ kind: RateKind) throws(Refusal) {
    guard let limit = source.admission.rate else { return }
    let file = RateFile(
      path: spool.path(.state, "rate_\(source.name)"), files: spool.files, clock: clock,
      salt: Self.salt)
    let decision: Allowance.Decision?
    do throws(SystemError) {
      decision = try file.count(RateClient(request.remote), kind, Allowance(limit))
    } catch {
      if kind == .verified {
        StandardStreams.complain("webhook-cgi: requests are not counted: \(error)", priority: 4)
      }
      return
    }
    guard let decision, decision.wait > 0 else { return }
    throw .overLimit(kind, retryAfter: decision.waitSeconds)
  }

  private static func salt() -> [UInt8] {
    var random = SystemRandomNumberGenerator()
    return (0..<RateTable.saltSize).map { _ in UInt8.random(in: 0...255, using: &random) }
  }
}
