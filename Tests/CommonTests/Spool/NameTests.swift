import Common
import Testing

@Suite struct NameTests {
  static let moments: [(microseconds: Int64, text: String, id: String)] = [
    (0, "1970-01-01T00:00:00.000000Z", "19700101T000000000000Z-00000000000000ff"),
    (951_782_400_000_001, "2000-02-29T00:00:00.000001Z", "20000229T000000000001Z-00000000000000ff"),
    (
      1_795_169_702_123_456, "2026-11-20T10:15:02.123456Z",
      "20261120T101502123456Z-00000000000000ff"
    ),
    (
      4_107_542_399_999_999, "2100-02-28T23:59:59.999999Z",
      "21000228T235959999999Z-00000000000000ff"
    ),
  ]

  @Test(arguments: moments)
  func anIDIsItsTimeInUTC(moment: (microseconds: Int64, text: String, id: String)) {
    let time = Moment(microseconds: moment.microseconds)
    let id = EventID(at: time, random: 255)
    #expect(time.text == moment.text)
    #expect(id.description == moment.id)
    #expect(EventID(id.description) == id)
    #expect(id.day == time.day)
    #expect(id.randomPart == "00000000000000ff")
  }

  @Test func theHourOfAnIDIsItsFolder() {
    #expect(EventID("20261120T101502123456Z-00000000000000ff")?.hour == "10")
  }

  static let noIDs = [
    "", "20261120T101502123456Z", "20261120T101502123456Z-00000000000000fF",
    "20261120T101502123456Z-00000000000000ff0", "2026112XT101502123456Z-00000000000000ff",
    "20261120t101502123456Z-00000000000000ff", "../../../../../../../../../etc/passwd-0000",
  ]

  @Test(arguments: noIDs)
  func whatIsNoIDIsRefused(text: String) {
    #expect(EventID(text) == nil)
  }

  static let events: [(event: String, encoded: String)] = [
    ("push", "push"), ("invoice.paid", "invoice.paid"), ("pr:opened", "pr=3Aopened"),
    ("Push Hook", "Push=20Hook"), ("../x", "..=2Fx"), ("", "="), ("a=b~", "a=3Db=7E"),
    ("é", "=C3=A9"), (String(repeating: "x", count: 80), String(repeating: "x", count: 80)),
    (String(repeating: "x", count: 81), String(repeating: "x", count: 79) + "~"),
  ]

  @Test(arguments: events)
  func anEventTypeIsEncodedAndBounded(row: (event: String, encoded: String)) throws {
    let id = EventID(at: Moment(microseconds: 0), random: 1)
    let source = try #require(SpoolWord("github"))
    let name = EventName(id: id, source: source, event: row.event)
    #expect(name.event == row.encoded)
    #expect(name.description == "\(id).github.\(row.encoded).json")
    #expect(EventName(name.description) == name)
    #expect(name.description.utf8.count <= 255)
  }

  static let noEventNames = [
    "20261120T101502123456Z-00000000000000ff.json",
    "20261120T101502123456Z-00000000000000ff.github.json",
    "20261120T101502123456Z-00000000000000ff.github..json",
    "20261120T101502123456Z-00000000000000ff.GitHub.push.json",
    "20261120T101502123456Z-00000000000000ff.github.push",
    "20261120T101502123456Z-00000000000000ff.github.a/b.json", "push.json",
  ]

  @Test(arguments: noEventNames)
  func whatIsNoEventNameIsRefused(text: String) {
    #expect(EventName(text) == nil)
  }

  static let taskNames = [
    "20261120T101502123456Z-00000000000000ff.deploy.1,0,0,-,-",
    "20261120T101502123456Z-00000000000000ff.deploy_it-2.00000000000000fe,12,1795169702123,-,-",
    "20261120T101502123456Z-00000000000000ff.deploy.1,3,0,9f86d081884c7d65,-",
    "20261120T101502123456Z-00000000000000ff.deploy.1,3,0,-,9f86d081884c7d65",
  ]

  @Test(arguments: taskNames)
  func aTaskNameIsReadBackAsItWasWritten(text: String) {
    #expect(TaskName(text)?.description == text)
  }

  static let noTaskNames = [
    "20261120T101502123456Z-00000000000000ff.deploy.1",
    "20261120T101502123456Z-00000000000000ff.deploy.1,0,0,-",
    "20261120T101502123456Z-00000000000000ff.deploy.1,-1,0,-,-",
    "20261120T101502123456Z-00000000000000ff.deploy.1,0,0,xyz,-",
    "20261120T101502123456Z-00000000000000ff.Deploy.1,0,0,-,-",
    "20261120T101502123456Z-00000000000000ff.deploy.z,0,0,-,-",
    "20261120T101502123456Z-00000000000000ff.deploy.1,99999999999999999999,0,-,-",
  ]

  @Test(arguments: noTaskNames)
  func whatIsNoTaskNameIsRefused(text: String) {
    #expect(TaskName(text) == nil)
  }

  @Test func aKeyStandsInNamesAsTheBeginningOfItsHash() {
    // SHA-256 of "test", published in many places.
    #expect(TaskName.hash(ofKey: "test") == "9f86d081884c7d65")
  }
}
