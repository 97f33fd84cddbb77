/// How a pass is run.
struct RunOptions: Equatable {
  /// Wait for the lock instead of saying who holds it.
  var wait = false
  /// Never end.
  var watch = false
  /// How long to stay when nothing is left to do but something may come due.
  var lingerMilliseconds: Int64 = 0
  /// How many tasks may be claimed at a time.
  var jobs: Int
}
