import Testing

@testable import spool_runner

struct ExitReasonTests {
  static let statuses: [(status: Int32, reason: ExitReason)] = [
    (0x0000, .exited(0)), (0x6400, .exited(100)), (0xFF00, .exited(255)),
    (0x0009, .killed(signal: 9)), (0x008B, .killed(signal: 11)),
  ]

  @Test(arguments: statuses)
  func aWaitStatusIsRead(status: Int32, reason: ExitReason) {
    #expect(ExitReason(waitStatus: status) == reason)
  }
}
