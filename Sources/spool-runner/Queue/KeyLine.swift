internal import Common

/// The tasks of one `one_at_a_time` key that have not ended, the oldest first; only the first may
/// run.
///
/// Adding and removing cost the logarithm of their number: a key may have ten thousand tasks, and
/// each of them ends once.
struct KeyLine {
  /// Everything that was added; what is not in `waiting` any more is skipped.
  private var order = Heap<TaskID>()
  private var waiting: Set<TaskID> = []

  /// The head of `order` is always in `waiting`.
  var first: TaskID? { order.first }
  var isEmpty: Bool { waiting.isEmpty }

  mutating func add(_ task: TaskID) {
    if waiting.insert(task).inserted { order.add(task) }
  }

  mutating func remove(_ task: TaskID) {
    waiting.remove(task)
    while let first = order.first, !waiting.contains(first) { _ = order.takeFirst() }
  }
}
