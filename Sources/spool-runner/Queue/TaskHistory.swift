internal import Common

/// What a task file says: the lines at its end that are whole and ours.
struct TaskHistory: Equatable {
  private(set) var lines: [TaskLine] = []
  /// The file ends in the middle of a line; the next writer closes it first.
  private(set) var isTorn = false

  /// `isWhole` is false for the end of a file: what stands before the first newline is a piece.
  init(_ bytes: [UInt8], isWhole: Bool = true) {
    let parts = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    // What follows the last newline is a torn line, or nothing.
    isTorn = parts.last?.isEmpty == false
    lines = parts.dropFirst(isWhole ? 0 : 1).dropLast().compactMap { TaskLine(Array($0)) }
  }

  /// The highest attempt that any line speaks of.
  var attempts: Int {
    lines.reduce(0) { highest, line in
      switch line {
      case .started(let start): max(highest, start.attempt)
      case .ended(let end): max(highest, end.attempt)
      case .ordered: highest
      }
    }
  }

  /// Attempts that began since the last order to retry: what the retry policy counts.
  ///
  /// An end says how many they were then, so nothing before the last end has to be read.
  func tries(upTo attempt: Int) -> Int {
    var before = 0
    var seen = 0
    for line in lines {
      switch line {
      case .started(let start): seen = max(seen, start.attempt)
      case .ended(let end):
        seen = max(seen, end.attempt)
        if let tries = end.tries { before = end.attempt - tries }
      case .ordered(_, let does, _, let to): if does == "retry", to == .ready { before = seen }
      }
    }
    return max(1, attempt - before)
  }

  /// How the present attempt of a claim ended, nil while nobody wrote it down.
  func end(of attempt: Int) -> AttemptEnd? {
    for case .ended(let end) in lines.reversed() where end.attempt == attempt { return end }
    return nil
  }

  /// Who runs the present attempt, nil when it never began.
  func start(of attempt: Int) -> AttemptStart? {
    for case .started(let start) in lines.reversed() where start.attempt == attempt {
      return start
    }
    return nil
  }

  /// Whether the last thing that happened to the task was this order.
  func endsWith(_ order: EventID) -> Bool {
    if case .ordered(order.description, _, _, _)? = lines.last { true } else { false }
  }

  /// Whether the lines say that the task was delivered, wherever a name of it lies.
  var isDone: Bool { lastEnd?.to == .done }

  /// Where the lines say that the task is.
  var target: TaskState? { lines.last { $0.target != nil }?.target }

  /// Whether nothing before these lines can matter.
  var isEnough: Bool { lastEnd?.tries != nil }

  /// The end of the latest attempt that has one.
  var lastEnd: AttemptEnd? {
    for case .ended(let end) in lines.reversed() { return end }
    return nil
  }

  /// Whether an attempt of this number, or a later one, is known to have ended: then the name that
  /// was claimed is an old one.
  func isAhead(of attempt: Int) -> Bool { (lastEnd?.attempt ?? 0) >= attempt }
}
