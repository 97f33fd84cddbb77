internal import Common
internal import Glibc

/// The descriptors a loop waits for.
struct PollSet {
  private let entries: [pollfd]

  init(_ descriptors: [Descriptor]) {
    entries = descriptors.map { pollfd(fd: $0.number, events: Int16(POLLIN), revents: 0) }
  }

  /// Waits until one of them can be read, has ended or is broken, and returns all such.
  ///
  /// Returns nothing when the time is over, and now and then earlier: a signal that interrupted is
  /// not waited out, because the caller looks at its clock anyway. Nil waits for ever.
  func wait(milliseconds: Int64?) -> [Descriptor] {
    var entries = entries
    let timeout = milliseconds.map { Int32(clamping: max(0, $0)) } ?? -1
    guard poll(&entries, nfds_t(entries.count), timeout) > 0 else { return [] }
    return entries.filter { $0.revents != 0 }.map { Descriptor(number: $0.fd) }
  }
}
