/// Where a request's bytes come from and its answer goes.
protocol RequestStream {
  /// What is there, waiting for the first byte; 0 is the end.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(StreamFault) -> Int
  func write(_ bytes: [UInt8]) throws(StreamFault)
  func finishWriting()
  /// Whether something lies there to be read, or the other side is gone: a read would not wait.
  var hasArrived: Bool { get }
  /// Whether the deadline of the whole request has passed.
  var isLate: Bool { get }
}

/// The stream a request comes on: one with a deadline, or one that a test hands in.
#if hasFeature(Embedded)
  typealias Stream = DeadlineStream
#else
  typealias Stream = any RequestStream
#endif

/// Why a request could not be read to its end, or its answer not be written.
enum StreamFault: Error, Equatable {
  case tooSlow
  case broken
}
