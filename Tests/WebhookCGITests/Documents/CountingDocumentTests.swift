import TestSupport
import Testing

@testable import webhook_cgi

/// `INTERNALS.md` and the table of counts say the same.
struct CountingDocumentTests {
  private let document: ProjectDocument

  init() throws {
    document = try ProjectDocument("docs/INTERNALS.md")
  }

  @Test func thePartsOfTheFileLieWhereThePageSays() {
    let half = RateTable.buckets * RateBucket.size
    let parts = [
      0..<RateTable.mark.count, RateTable.mark.count..<RateTable.headSize,
      RateTable.headSize..<RateTable.headSize + half, RateTable.headSize + half..<RateTable.size,
    ]
    let said = document.rows("Counting requests", "bytes").map { $0[0].replacing(",", with: "") }
    #expect(said == parts.map { "\($0.lowerBound) to \($0.upperBound - 1)" })
  }

  @Test func theNumbersInTheTextAreTheCodes() {
    let text = document.section("Counting requests").replacing("\n", with: " ")
    let mark = String(decoding: RateTable.mark, as: UTF8.self)
    #expect(text.contains("`\(mark)`"))
    #expect(text.contains("65,568 bytes") && RateTable.size == 65_568)
    #expect(text.contains("eight slots of 16 bytes"))
    #expect((RateBucket.slots, RateBucket.slotSize) == (8, 16))
    #expect(RateTable.buckets == 256)
  }
}
