import Common
import Testing

@testable import webhook_cgi

/// Times are microseconds: a second is a million.
struct AllowanceTests {
  private static let second: Int64 = 1_000_000
  private static let start: Int64 = 1_800_000_000 * second

  /// One every ten seconds, three at once.
  private let slow = Allowance(RateLimit(requests: 6, period: 60_000, burst: 3))

  /// The waits of requests at these times, one after the other.
  private func waits(_ allowance: Allowance, _ times: [Int64], kept: Int64 = 0) -> [Int64] {
    var kept = kept
    return times.map { time in
      let decision = allowance.decide(kept: kept, now: Self.start + time)
      kept = decision.kept
      return decision.wait
    }
  }

  @Test func aBurstPassesAtOnceAndOneMoreWaitsForTheEvenPace() {
    #expect(waits(slow, [0, 0, 0, 0]) == [0, 0, 0, 10 * Self.second])
  }

  @Test func theWaitEndsToTheMicrosecond() {
    let wait = 10 * Self.second
    #expect(waits(slow, [0, 0, 0, wait - 1, wait, wait]) == [0, 0, 0, 1, 0, wait])
  }

  @Test func beingRefusedCostsNothing() {
    let refused = [Int64](repeating: 5 * Self.second, count: 100)
    #expect(waits(slow, [0, 0, 0] + refused + [10 * Self.second]).last == 0)
  }

  @Test func aQuietTimeGivesTheWholeBurstBackAndNoMore() {
    let late = 3_600 * Self.second
    #expect(
      waits(slow, [0, 0, 0, late, late, late, late]).suffix(4) == [0, 0, 0, 10 * Self.second])
  }

  @Test func theEvenPacePassesForEver() {
    let steady = (0..<1000).map { $0 * 10 * Self.second }
    #expect(waits(slow, [0, 0] + steady).allSatisfy { $0 == 0 })
  }

  @Test func aBurstOfOneIsTheEvenPace() {
    let one = Allowance(RateLimit(requests: 1, period: 1000, burst: 1))
    #expect(waits(one, [0, 0, 999_999, 1_000_000]) == [0, 1_000_000, 1, 0])
  }

  /// The clock stood an hour, or a century, later than it does now.
  @Test(arguments: [3600 * second, 3_155_760_000 * second])
  func aClockThatWasSetBackKeepsNobodyOutForMoreThanAnInterval(step: Int64) {
    let later = Self.start + step
    let wait = 10 * Self.second
    #expect(waits(slow, [0, wait, wait], kept: later) == [wait, 0, wait])
    #expect(!slow.explains(later, now: Self.start))
  }

  @Test(arguments: [Int64.min, -1, 0, Int64.max])
  func noKeptTimeIsTooStrange(kept: Int64) {
    let decision = slow.decide(kept: kept, now: Self.start)
    #expect(decision.wait <= 10 * Self.second)
    #expect(slow.explains(decision.kept, now: Self.start))
  }

  @Test func theLargestLimitsDoNotOverflow() {
    let most = Allowance(RateLimit(requests: 1, period: 86_400_000, burst: 1_000_000))
    #expect(waits(most, [0, 0], kept: .max).count == 2)
    let fast = Allowance(RateLimit(requests: 1_000_000, period: 1000, burst: 1))
    #expect(waits(fast, [0, 0, 1]) == [0, 1, 0])
  }

  @Test func aWaitIsSaidInWholeSecondsAndNeverZero() {
    func seconds(_ wait: Int64) -> Int { Allowance.Decision(wait: wait, kept: 0).waitSeconds }
    #expect(seconds(1) == 1)
    #expect(seconds(1_000_000) == 1)
    #expect(seconds(1_000_001) == 2)
    #expect(seconds(0) == 1)
  }
}
