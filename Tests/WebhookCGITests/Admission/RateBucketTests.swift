import Common
import Testing

@testable import webhook_cgi

struct RateBucketTests {
  private static func bucket(_ slots: [(mark: UInt64, kept: Int64)]) -> RateBucket {
    RateBucket(slots.flatMap { RateBucket.Slot(mark: $0.mark, kept: $0.kept).bytes })
  }

  private static let full = bucket((1...8).map { (mark: UInt64($0), kept: Int64(90 - $0)) })

  @Test func aClientFindsItsSlot() {
    for mark in 1...8 { #expect(Self.full.slot(of: UInt64(mark)) { _ in true } == mark - 1) }
  }

  @Test func aFullBucketGivesTheSlotThatWasIdleLongest() {
    #expect(Self.full.slot(of: 77) { _ in true } == 7)
  }

  @Test func aTimeThatCannotBeIsGivenFirst() {
    #expect(Self.full.slot(of: 77) { $0 != 89 } == 0)
  }

  @Test func aFreeSlotIsGivenBeforeAnyOther() {
    let half = Self.bucket([(mark: 1, kept: 5), (mark: 2, kept: 6)])
    #expect(half.slot(of: 3) { _ in true } == 2)
  }

  @Test func aSlotIsWrittenAsItIsRead() {
    let slot = RateBucket.Slot(mark: 0x0102_0304_0506_0708, kept: -2)
    #expect(slot.bytes == [8, 7, 6, 5, 4, 3, 2, 1, 254] + [UInt8](repeating: 255, count: 7))
    #expect(RateBucket(slot.bytes)[0] == slot)
    #expect(RateBucket(Array(slot.bytes.dropLast()))[0] == RateBucket.Slot())
  }
}
