package import Common
internal import Synchronization

/// A clock that moves only when it is told, and by one step with every look at it.
///
/// The step keeps ids drawn one after the other in their order, as a real clock would. A class,
/// because the test and the program look at one clock.
package final class SimulatedClock: Clock {
  private struct Time {
    var now: Moment
    var sinceStart: Int64 = 0

    mutating func move(by microseconds: Int64) {
      now = Moment(microseconds: now.microseconds + microseconds)
      sinceStart += microseconds
    }
  }

  private let time: Mutex<Time>
  private let step: Int64

  /// - Parameters:
  ///   - start: What the first look at the clock finds.
  ///   - step: Microseconds it moves with every `now()`.
  package init(
    at start: Moment = Moment(microseconds: 1_795_169_702_123_456), step: Int64 = 1
  ) {
    time = Mutex(Time(now: start))
    self.step = step
  }

  package func now() -> Moment {
    time.withLock { time in
      let now = time.now
      time.move(by: step)
      return now
    }
  }

  package func uptime() -> Int64 {
    time.withLock { $0.sinceStart / 1000 }
  }

  /// Lets time pass, on both clocks.
  package func advance(milliseconds: Int64) {
    time.withLock { $0.move(by: milliseconds * 1000) }
  }

  /// Sets the wall clock alone, as an administrator or a time server does.
  package func set(_ moment: Moment) {
    time.withLock { $0.now = moment }
  }
}
