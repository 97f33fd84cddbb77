/// What a listener does next.
struct ListenerStep: Equatable {
  /// Processes to end with SIGKILL.
  var kills: [Int32]
  /// Connections are accepted; else they wait in the kernel's queue.
  var accepts: Bool
  /// The connection that was accepted, and for which no process could be made, is tried again.
  var triesAgain: Bool
  /// There is no child, and nothing is accepted any more.
  var isOver: Bool
  /// Milliseconds until the next step, if nothing happens before; nil when nothing is due.
  var wait: Int64?
}
