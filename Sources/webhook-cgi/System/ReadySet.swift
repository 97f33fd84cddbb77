internal import Common
internal import Glibc

/// Which of the descriptors a listener waits for can be read.
struct ReadySet {
  private let entries: [pollfd]

  /// Waits until a signal came, a connection is there, or the time is over; nil waits for ever.
  static func wait(
    _ signals: SignalDescriptor, _ sockets: [ListeningSocket], milliseconds: Int64?
  ) -> ReadySet {
    var entries = [entry(signals.file)]
    for socket in sockets { entries.append(entry(socket.file)) }
    let timeout = milliseconds.map { Int32(clamping: $0) } ?? -1
    let count = poll(&entries, nfds_t(entries.count), timeout)
    return ReadySet(entries: count > 0 ? entries : [])
  }

  var hasSignals: Bool { entries.first.map { $0.revents != 0 } ?? false }

  func isReady(_ socket: ListeningSocket) -> Bool {
    entries.contains { $0.fd == socket.file.number && $0.revents != 0 }
  }

  private static func entry(_ file: Descriptor) -> pollfd {
    pollfd(fd: file.number, events: Int16(POLLIN), revents: 0)
  }
}
