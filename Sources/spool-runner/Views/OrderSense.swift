internal import Common

/// Whether an order can come to anything, as the spool is now.
struct OrderSense {
  let spool: Spool

  /// Why the runner could do nothing about it; nil when it can.
  func refusal(of wish: Order.Wish) throws(SystemError) -> String? {
    switch wish {
    case .sweep: return nil
    case .retry(let task):
      return try refusal(of: task) { state in
        switch state {
        case .ready, .deferred, .failed, .cancelled: nil
        case .claimed: "is running now"
        case .done: "is done: reprocess \(task.event) runs its event again"
        }
      }
    case .cancel(let task):
      return try refusal(of: task) { $0.isEnded ? "has ended already (\($0.rawValue))" : nil }
    case .retryEvent(let event):
      let tasks = try TaskSearch(spool: spool).tasks(of: event)
      return tasks.contains { $0.state == .failed } ? nil : "event \(event) has no failed task"
    case .reprocess(let event):
      switch try EventFinder(spool: spool).find(event)?.state {
      case .routed: return nil
      case .incoming: return "event \(event) is not routed yet"
      case nil: return "no event \(event) in \(spool.root)"
      }
    }
  }

  private func refusal(of task: TaskID, _ why: (TaskState) -> String?) throws(SystemError)
    -> String?
  {
    guard let entry = try TaskSearch(spool: spool).find(task) else {
      return "no task \(task) in \(spool.root)"
    }
    return why(entry.state).map { "task \(task) \($0)" }
  }
}
