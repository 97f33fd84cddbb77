import Common
import TestSupport
import Testing

@testable import spool_runner

struct EventIDMomentTests {
  static let moments: [Int64] = [
    0, 1, 951_782_400_000_000, 951_868_799_999_999, 1_795_169_702_123_456, 4_102_444_799_000_001,
    1_709_164_800_000_000, 1_709_251_200_000_000,
  ]

  @Test(arguments: moments)
  func anIDGivesItsMomentBack(microseconds: Int64) {
    let moment = Moment(microseconds: microseconds)
    #expect(EventID(at: moment, random: 7).moment == moment)
  }
}
