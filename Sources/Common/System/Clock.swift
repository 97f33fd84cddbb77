/// Where the time comes from; a test hands in its own.
package protocol Clock: Sendable {
  /// Now, by the wall clock. It may step; nothing durable is decided by comparing two of these.
  func now() -> Moment

  /// Milliseconds of a clock that never steps, for deadlines inside one process.
  func uptime() -> Int64
}

/// The clock a program reads: the machine's, or one that a test hands in.
#if hasFeature(Embedded)
  package typealias Time = KernelClock
#else
  package typealias Time = any Clock
#endif
