internal import Common

/// What went wrong in a pass and did not end it.
struct Troubles {
  /// Milliseconds until the pass tries again what the machine had no room for.
  static let pause: Int64 = 1000

  /// What the machine refused last, and until when nothing new is begun.
  private(set) var refusal: SystemError?
  private(set) var pausedUntil: Int64?
  private var said: Set<String> = []

  /// Says an error once a pass; one of the machine is waited out.
  mutating func note(_ error: SystemError, of task: TaskID? = nil, at now: Int64) {
    say(task.map { "\($0): \(error)" } ?? "\(error)")
    guard error.isOfMachine else { return }
    refusal = error
    pausedUntil = now + Self.pause
  }

  mutating func say(_ text: String) {
    if said.insert(text).inserted { StandardStreams.complain(text, priority: 4) }
  }

  func isPausing(at now: Int64) -> Bool { pausedUntil.map { now < $0 } ?? false }
}
