internal import Common

/// How a spool is doing: what `status` shows.
struct SpoolStatus: Equatable {
  /// A count, nil where this user may not look.
  typealias Count = Int?

  let root: String
  var runner = RunnerPresence.unknown
  var incoming: Count
  var ready: Count
  var claimed: Count
  var deferred: Count
  var done: [DayCount]?
  var failed: [DayCount]?
  var cancelled: [DayCount]?
  var orders: Count
  var rejected: Count
  var drafts: Count
  var oldestIncoming: Moment?
  var oldestReady: Moment?
  /// When the next deferred task may run.
  var nextDue: Moment?
  var freeBytes: Int
  /// What the configuration keeps free: below it nothing is accepted.
  var keptFree: Int
  var refusedToday: Count
  /// Entries that the runner could not move to `rejected/`, in all folders that may be read.
  var aside = 0
  /// What is wrong with events that wait for a right setting, a sentence each.
  var untrusted: [String] = []
  /// What routes with a fault did not see; nil where this user may not look.
  var owed: OwedRoutes? = OwedRoutes()

  /// How many tasks ended on a day.
  struct DayCount: Equatable {
    let day: String
    let count: Int
  }
}
