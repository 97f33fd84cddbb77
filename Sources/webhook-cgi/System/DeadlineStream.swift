internal import Common
internal import Glibc

/// Bytes from and to the client, by a deadline that holds for the whole request.
///
/// Nothing above this process limits its life: fcgiwrap waits for ever and systemd kills only after
/// minutes, so every read and write waits here, and no longer than until the deadline.
struct DeadlineStream: RequestStream {
  let input: Descriptor
  let output: Descriptor
  let clock: Time
  /// Milliseconds of `Clock.uptime`.
  let deadline: Int64

  /// What an answer may take beyond the deadline: whoever was too slow is told so.
  private static let grace: Int64 = 2000

  /// Reads what is there, waiting for the first byte; 0 is the end.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(StreamFault) -> Int {
    while true {
      try wait(for: input, POLLIN, until: deadline)
      let count = Glibc.read(input.number, buffer.baseAddress, buffer.count)
      if count >= 0 { return count }
      if errno != EINTR && errno != EAGAIN { throw .broken }
    }
  }

  /// Writes all of the bytes, waiting for a slow reader until shortly after the deadline.
  func write(_ bytes: [UInt8]) throws(StreamFault) {
    let end = max(deadline, clock.uptime() + Self.grace)
    var sent = 0
    while sent < bytes.count {
      try wait(for: output, POLLOUT, until: end)
      let start = sent
      let count = bytes.withUnsafeBytes { buffer in
        Glibc.write(output.number, buffer.baseAddress.map { $0 + start }, buffer.count - start)
      }
      if count > 0 { sent += count }
      if count < 0 && errno != EINTR && errno != EAGAIN { throw .broken }
    }
  }

  /// Says that nothing more will be written, so that the client sees the end of the answer while
  /// what it still sends is read and dropped.
  func finishWriting() {
    shutdown(output.number, Int32(SHUT_WR))
  }

  var isLate: Bool { clock.uptime() >= deadline }

  var hasArrived: Bool {
    var entry = pollfd(fd: input.number, events: Int16(POLLIN), revents: 0)
    return poll(&entry, 1, 0) > 0
  }

  private func wait(for file: Descriptor, _ events: Int32, until end: Int64) throws(StreamFault) {
    while true {
      let rest = end - clock.uptime()
      if rest <= 0 { throw .tooSlow }
      var entry = pollfd(fd: file.number, events: Int16(events), revents: 0)
      let ready = poll(&entry, 1, Int32(clamping: rest))
      if ready > 0 { return }
      if ready < 0 && errno != EINTR { throw .broken }
    }
  }
}
