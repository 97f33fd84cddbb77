/// How long a pass lasts and how much it does at a time.
struct PassOptions: Equatable {
  /// How many attempts run at a time.
  var jobs: Int
  /// Waits for tasks that are due within this many milliseconds.
  var linger: Int64 = 0
  /// Never ends by itself.
  var isEndless = false

  /// How often, in milliseconds, a pass that does not end looks for what a person moved.
  static let tending: Int64 = 10_000
  /// How often it looks whether the daily sweep is due.
  static let sweeping: Int64 = 3_600_000
  /// How many events are routed before the pass looks at its programs again.
  static let portion = 256
  /// How many orders are obeyed before that; each of them waits for the disk.
  static let orderPortion = 32
  /// Milliseconds that running steps are given after the runner was told to end.
  static let grace: Int64 = 30_000
  /// How often, in milliseconds, is looked whether the processes of a dead runner are gone.
  static let orphanLook: Int64 = 50
  /// For how long a pass waits for them.
  static let orphanPatience: Int64 = 10_000
  /// For how long, in milliseconds, a pass watches while something lies in `incoming/` or `orders/`
  /// that it cannot take: the path unit starts the next one at once.
  static let holdingWatch: Int64 = 30_000
  /// Milliseconds from TERM to KILL.
  static let untilKill: Int64 = 10_000
}
