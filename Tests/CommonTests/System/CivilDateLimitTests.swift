import Testing

@testable import Common

/// Any number can stand in a file's name; ids and folders have years of four digits.
struct CivilDateLimitTests {
  @Test(arguments: [Int64.max, 9_223_372_036_854_775, 253_402_300_800_000])
  func whatIsAfterTheYear9999IsItsLastSecond(milliseconds: Int64) {
    let moment = Moment(milliseconds: milliseconds)
    #expect(moment.text.hasPrefix("9999-12-31T23:59:59"))
    #expect(moment.day == "9999-12-31")
    #expect(EventID(EventID(at: moment, random: 1).description) != nil)
    #expect(moment.adding(milliseconds: .max).day == "9999-12-31")
  }

  @Test(arguments: [Int64.min, -62_167_219_200_001])
  func whatIsBeforeTheYearZeroIsItsFirstSecond(milliseconds: Int64) {
    let moment = Moment(milliseconds: milliseconds)
    #expect(moment.day == "0000-01-01")
    #expect(moment.adding(milliseconds: .min).day == "0000-01-01")
  }
}
