import Common
import Testing

@testable import spool_runner

struct AttemptTextTests {
  static let ends: [(outcome: AttemptEnd.Outcome, to: TaskState, exit: Int?, text: String)] = [
    (.delivered, .done, 0, "delivered, after 1 s: why"),
    (.deferred, .deferred, 75, "deferred, exit 75, after 1 s: why"),
    (.deferred, .failed, 75, "failed, exit 75, after 1 s: why"),
    (.cut, .failed, nil, "failed, after 1 s: why"),
    (.cut, .deferred, nil, "cut, after 1 s: why"),
    (.rejected, .failed, 100, "rejected, exit 100, after 1 s: why"),
    (.cancelled, .cancelled, nil, "cancelled, after 1 s: why"),
  ]

  @Test(arguments: ends)
  func anAttemptIsSummedUpByWhatCameOfIt(
    outcome: AttemptEnd.Outcome, to: TaskState, exit: Int?, text: String
  ) {
    let end = AttemptEnd(
      attempt: 1, ended: "", outcome: outcome, reason: "why", to: to, due: nil,
      milliseconds: 1000, exit: exit, output: nil)
    #expect(AttemptText.summary(end) == text)
  }
}
