import Common
import TestSupport
import Testing

@testable import spool_runner

struct HumanTextTests {
  static let spans: [(milliseconds: Int64, text: String)] = [
    (-5, "0 ms"), (0, "0 ms"), (999, "999 ms"), (1000, "1 s"), (59_999, "59 s"),
    (60_000, "1 min"), (3_599_999, "59 min"), (3_600_000, "1 h"), (172_799_999, "47 h"),
    (172_800_000, "2 d"),
  ]

  @Test(arguments: spans)
  func aSpanIsShownInItsLargestUnit(milliseconds: Int64, text: String) {
    #expect(HumanText.span(milliseconds: milliseconds) == text)
  }

  static let sizes: [(bytes: Int, text: String)] = [
    (0, "0 B"), (1023, "1023 B"), (1024, "1.0 kB"), (1536, "1.5 kB"), (102_400, "100 kB"),
    (26_214_400, "25.0 MB"), (268_435_456, "256 MB"), (1_099_511_627_776, "1.0 TB"),
  ]

  @Test(arguments: sizes)
  func aSizeIsShownInPowersOf1024(bytes: Int, text: String) {
    #expect(HumanText.size(bytes) == text)
  }

  @Test
  func aMomentStillToComeIsNoAge() {
    let now = Moment(milliseconds: 10_000)
    #expect(HumanText.age(Moment(milliseconds: 60_000), now: now) == "just now")
    #expect(HumanText.age(Moment(milliseconds: 5000), now: now) == "5 s ago")
  }

  @Test
  func whatIsDueHasNoWait() {
    let now = Moment(milliseconds: 10_000)
    #expect(HumanText.wait(until: now, now: now) == "now")
    #expect(HumanText.wait(until: Moment(milliseconds: 12_500), now: now) == "in 2 s")
  }

  @Test
  func oneIsSingular() {
    #expect(HumanText.count(1, "attempt") == "1 attempt")
    #expect(HumanText.count(0, "attempt") == "0 attempts")
  }
}
