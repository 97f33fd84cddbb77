import Testing

@testable import webhook_cgi

/// The options of `--listen`.
struct ListenArgumentTests {
  @Test func theLimitsAreThoseOfTheUsage() throws {
    let arguments = try Arguments(["--listen"])
    #expect(arguments.mode == .listen(nil))
    #expect(
      arguments.limits
        == ListenerLimits(
          connections: 128, perAddress: nil, idle: 10_000, lifetime: 900_000, maxAge: 3_600_000))
  }

  @Test func everyLimitMayBeGiven() throws {
    let words = [
      "--listen", "--max-connections", "7", "--max-per-address=2", "--idle", "250ms",
      "--lifetime=1h", "--max-age", "2m", "--config", "/x",
    ]
    let arguments = try Arguments(words)
    #expect(
      arguments.limits
        == ListenerLimits(
          connections: 7, perAddress: 2, idle: 250, lifetime: 3_600_000, maxAge: 120_000))
    #expect(arguments.config == "/x")
  }

  @Test func theAddressMayFollow() throws {
    #expect(
      try Arguments(["--listen", "[::1]:80", "--max-age", "1s"]).mode
        == .listen(ListenAddress("[::1]:80")))
  }

  @Test(arguments: [
    ["--max-connections", "7"], ["--check", "--idle", "1s"],
    ["--listen", "127.0.0.1:0", "--idle", "1s"], ["--listen", "127.0.0.1:0", "--lifetime", "1s"],
    ["--listen", "--max-connections", "0"], ["--listen", "--max-connections", "many"],
    ["--listen", "--max-per-address", "100001"], ["--listen", "--idle", "10"],
    ["--listen", "--idle", "0s"], ["--listen", "--max-age"], ["--listen=", "--max-age", "1s"],
    ["--listen", "x"],
  ])
  func whatHasNoEffectOrNoMeaningIsRefused(_ words: [String]) {
    #expect(throws: UsageFault.self) { try Arguments(words) }
  }
}
