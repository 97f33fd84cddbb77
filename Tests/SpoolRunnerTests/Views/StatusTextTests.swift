import Common
import TestSupport
import Testing

@testable import spool_runner

struct StatusTextTests {
  private static let now = Moment(microseconds: 1_795_169_702_123_456)

  private var quiet: SpoolStatus {
    SpoolStatus(
      root: "/spool", runner: .absent, incoming: 0, ready: 0, claimed: 0, deferred: 0, done: [],
      failed: [], cancelled: [], orders: 0, rejected: 0, drafts: 0, freeBytes: 2_147_483_648,
      keptFree: 268_435_456, refusedToday: 0)
  }

  @Test
  func aQuietSpoolAsksForNothing() {
    #expect(
      StatusText(status: quiet, now: Self.now).text == """
        spool      /spool, 2.0 GB free
        runner     none
        incoming   0
        ready      0
        claimed    0
        deferred   0
        done       0
        failed     0
        cancelled  0
        orders     0
        rejected   0
        drafts     0
        refused    0  requests today

        """)
  }

  @Test
  func aBusySpoolSaysWhatToDo() {
    var status = quiet
    status.incoming = 2
    status.oldestIncoming = Self.now.adding(milliseconds: -5000)
    status.ready = 120
    status.oldestReady = Self.now.adding(milliseconds: -180_000)
    status.deferred = 3
    status.nextDue = Self.now.adding(milliseconds: 90_000)
    status.failed = [.init(day: "2026-11-18", count: 4), .init(day: "2026-11-20", count: 1)]
    status.rejected = 1
    status.refusedToday = nil
    status.freeBytes = 1024
    #expect(
      StatusText(status: status, now: Self.now).text == """
        spool      /spool, 1.0 kB free
        runner     none
        incoming     2  oldest 5 s ago
        ready      120  oldest event 3 min ago
        claimed      0
        deferred     3  next due in 1 min
        done         0
        failed       5  1 today, since 2026-11-18
        cancelled    0
        orders       0
        rejected     1
        drafts       0
        refused      -  requests today

        no room: nothing is accepted below 256 MB (keep_free)
        work waits: spool-runner run
        what failed: spool-runner list --state failed
        why rejected: spool-runner list rejected
        -: this user may not look there

        """)
  }

  @Test
  func aRunnerAtWorkNeedsNoAdvice() {
    var status = quiet
    status.runner = .working
    status.ready = 5
    #expect(!StatusText(status: status, now: Self.now).text.contains("spool-runner run"))
  }

  @Test
  func itSaysWhichRoutesHaveNotSeenWhat() throws {
    var status = quiet
    let route = try #require(SpoolWord("deploy"))
    let source = try #require(SpoolWord("github"))
    let events = (UInt64(1)...4).map { number in
      EventName(id: EventID(at: Self.now, random: number), source: source, event: "push")
    }
    var owed = OwedRoutes()
    _ = owed.note([.route(route), .file("/etc/b.json", seen: [])], from: events[0].id)
    for event in events { owed.miss(event, route) }
    status.owed = owed
    let since = HumanText.time(Self.now)
    let ids = events.prefix(3).map(\.id.description).joined(separator: " ")
    #expect(
      StatusText(status: status, now: Self.now).text.hasSuffix(
        """

        route "deploy" has a fault and has not seen events since \(since): spool-runner check
        /etc/b.json has a fault and has not seen events since \(since): spool-runner check
        4 events did not reach route "deploy": spool-runner reprocess \(ids) ...

        """))
  }

  @Test
  func aScriptGetsOneObjectWithNullForTheUnknown() {
    var status = quiet
    status.orders = nil
    status.done = [.init(day: "2026-11-20", count: 7)]
    var writer = JSONWriter()
    StatusJSON.write(status, to: &writer)
    #expect(
      String(decoding: writer.bytes, as: UTF8.self) == """
        {"spool":"/spool","runner":"absent","incoming":0,"ready":0,"claimed":0,"deferred":0,\
        "done":{"2026-11-20":7},"failed":{},"cancelled":{},"orders":null,"rejected":0,"drafts":0,\
        "oldest_incoming":null,"oldest_ready":null,"next_due":null,"free_bytes":2147483648,\
        "keep_free":268435456,"refused_today":0,"aside":0,"untrusted":[],"owed":[],"missed":[]}
        """)
  }
}
