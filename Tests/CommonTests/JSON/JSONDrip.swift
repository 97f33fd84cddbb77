@testable import Common

/// An input that hands out one byte at a time, and fails after some if told so.
struct JSONDrip: JSONInput {
  let bytes: [UInt8]
  var failsAfter = Int.max
  private(set) var position = 0
  private(set) var reason: String?

  init(_ bytes: [UInt8], failsAfter: Int = .max) {
    self.bytes = bytes
    self.failsAfter = failsAfter
  }

  mutating func read(into buffer: UnsafeMutableRawBufferPointer) -> Int? {
    guard position < failsAfter else {
      reason = "the sender went away"
      return nil
    }
    guard position < bytes.count else { return 0 }
    buffer[0] = bytes[position]
    position += 1
    return 1
  }
}
