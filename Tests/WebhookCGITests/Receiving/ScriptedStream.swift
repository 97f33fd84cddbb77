@testable import webhook_cgi

/// A client in memory: what it sends, read by read, and what it is told.
///
/// A class, because the test and the conversation hold one client.
final class ScriptedStream: RequestStream {
  enum Step {
    case bytes([UInt8])
    case fails(StreamFault)
  }

  enum Call: Equatable {
    case read
    case write
    case finish
  }

  private var steps: [Step]
  private let writeFault: StreamFault?
  private(set) var written: [UInt8] = []
  private(set) var calls: [Call] = []

  init(_ steps: [Step], failingWrites writeFault: StreamFault? = nil) {
    self.steps = steps
    self.writeFault = writeFault
  }

  /// Sends the bytes in pieces of this length, then ends.
  convenience init(_ bytes: [UInt8], piece: Int = 4096) {
    self.init(
      stride(from: 0, to: bytes.count, by: piece).map {
        .bytes(Array(bytes[$0..<min($0 + piece, bytes.count)]))
      })
  }

  /// How many bytes were sent and not read.
  var unreadCount: Int {
    steps.reduce(0) { sum, step in
      if case .bytes(let bytes) = step { sum + bytes.count } else { sum }
    }
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(StreamFault) -> Int {
    calls.append(.read)
    switch steps.first {
    case nil: return 0
    case .fails(let fault): throw fault
    case .bytes(let bytes):
      let count = min(bytes.count, buffer.count)
      buffer.copyBytes(from: bytes[..<count])
      steps[0] = .bytes(Array(bytes[count...]))
      if count == bytes.count { steps.removeFirst() }
      return count
    }
  }

  func write(_ bytes: [UInt8]) throws(StreamFault) {
    calls.append(.write)
    if let writeFault { throw writeFault }
    written += bytes
  }

  var hasArrived: Bool {
    if case .bytes = steps.first { true } else { false }
  }

  func finishWriting() { calls.append(.finish) }

  /// How many looks at the deadline find it ahead; nil: all of them.
  var looksInTime: Int?

  var isLate: Bool {
    guard let looks = looksInTime else { return false }
    looksInTime = max(0, looks - 1)
    return looks == 0
  }
}
