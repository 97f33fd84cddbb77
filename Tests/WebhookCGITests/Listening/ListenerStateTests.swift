import Testing

@testable import webhook_cgi

/// What a listener decides, without a process: times are milliseconds.
struct ListenerStateTests {
  private func state(
    _ limits: ListenerLimits = ListenerLimits(), isStartedAgain: Bool = true
  ) -> ListenerState {
    ListenerState(limits, isStartedAgain: isStartedAgain, at: 0)
  }

  private func limits(_ change: (inout ListenerLimits) -> Void) -> ListenerLimits {
    var limits = ListenerLimits()
    change(&limits)
    return limits
  }

  @Test func atFirstItAcceptsAndWaitsForTheIdleEnd() {
    var state = state()
    #expect(
      state.step(at: 0)
        == ListenerStep(kills: [], accepts: true, triesAgain: false, isOver: false, wait: 10_000))
  }

  @Test func withoutTrafficItEndsAfterTenSeconds() {
    var state = state()
    #expect(!state.step(at: 9999).isOver)
    let step = state.step(at: 10_000)
    #expect(step.isOver)
    #expect(!step.accepts)
  }

  @Test func theLastChildsEndBeginsTheIdleTimeAnew() {
    var state = state()
    state.began(7, at: 1000, of: nil)
    #expect(!state.step(at: 100_000).isOver)
    #expect(state.ended(7, at: 100_000)?.process == 7)
    #expect(state.step(at: 100_000).wait == 10_000)
    #expect(!state.step(at: 109_999).isOver)
    #expect(state.step(at: 110_000).isOver)
  }

  @Test func whatNothingStartsAgainNeverEndsByItself() {
    var state = state(isStartedAgain: false)
    state.look(at: 1_000_000_000) { true }
    #expect(state.phase == .serving)
    #expect(
      state.step(at: 1_000_000_000)
        == ListenerStep(kills: [], accepts: true, triesAgain: false, isOver: false, wait: nil))
  }

  @Test func atTheTotalItAcceptsNothingUntilAChildEnds() {
    var state = state(limits { $0.connections = 2 })
    state.began(1, at: 0, of: nil)
    #expect(state.mayAccept)
    state.began(2, at: 0, of: nil)
    #expect(!state.mayAccept)
    #expect(!state.step(at: 1).accepts)
    _ = state.ended(1, at: 2)
    #expect(state.step(at: 2).accepts)
  }

  @Test func anUnknownChildCountsForNothing() {
    var state = state(limits { $0.connections = 1 })
    state.began(1, at: 0, of: nil)
    #expect(state.ended(99, at: 1) == nil)
    #expect(!state.mayAccept)
  }

  @Test func aClientHasItsShareAndNetworksOfIPv6AreOneClient() {
    var state = state(limits { $0.perAddress = 1 })
    state.began(1, at: 0, of: RateClient("192.0.2.7"))
    state.began(2, at: 0, of: RateClient("2001:db8::1"))
    #expect(!state.admits(RateClient("192.0.2.7")))
    #expect(state.admits(RateClient("192.0.2.8")))
    #expect(!state.admits(RateClient("2001:db8::2")))
    #expect(state.admits(RateClient("2001:db8:0:1::1")))
    _ = state.ended(1, at: 1)
    #expect(state.admits(RateClient("192.0.2.7")))
  }

  @Test func withoutThatLimitAnyClientIsAdmitted() {
    var state = state()
    for number in 1...100 { state.began(Int32(number), at: 0, of: RateClient("192.0.2.7")) }
    #expect(state.admits(RateClient("192.0.2.7")))
  }

  @Test func aChildThatIsTooOldIsKilledOnce() {
    var state = state(limits { $0.maxAge = 500 })
    state.began(1, at: 0, of: nil)
    state.began(2, at: 100, of: nil)
    #expect(state.step(at: 499).kills == [])
    #expect(state.step(at: 499).wait == 1)
    #expect(state.step(at: 500).kills == [1])
    #expect(state.step(at: 501).kills == [])
    #expect(state.step(at: 501).wait == 99)
    #expect(state.ended(1, at: 502)?.isKilled == true)
    #expect(state.step(at: 10_000).kills == [2])
    #expect(state.step(at: 10_000).wait == nil, "it waits for the end of the second")
  }

  @Test func toldToEndItWaitsForItsChildren() {
    var state = state()
    state.began(1, at: 0, of: nil)
    state.stop()
    #expect(!state.mayAccept)
    #expect(!state.step(at: 60_000).isOver)
    _ = state.ended(1, at: 60_000)
    #expect(state.step(at: 60_000).isOver)
  }
}

/// How a listener leaves when it is old or its program was replaced.
struct ListenerLeavingTests {
  private func state() -> ListenerState {
    ListenerState(ListenerLimits(), isStartedAgain: true, at: 0)
  }

  @Test func itLooksOnceASecondHoweverManyConnectionsCome() {
    var state = state()
    var looks = 0
    for time in 0..<Int64(5000) {
      state.look(at: time) {
        looks += 1
        return false
      }
    }
    #expect(looks == 4)
  }

  @Test func replacedWithoutAChildItAcceptsNothingMore() {
    var state = state()
    state.look(at: 1000) { true }
    #expect(!state.mayAccept)
    #expect(state.step(at: 1000).isOver)
  }

  @Test func replacedWithChildrenItAcceptsUntilTheFirstMomentWithout() {
    var state = state()
    state.began(1, at: 900, of: nil)
    state.look(at: 1000) { true }
    #expect(state.phase == .leaving(until: 11_000))
    #expect(state.step(at: 1001).accepts)
    #expect(state.step(at: 1001).wait == 9999)
    state.began(2, at: 1001, of: nil)
    _ = state.ended(1, at: 1002)
    #expect(state.step(at: 1002).accepts)
    _ = state.ended(2, at: 1003)
    #expect(!state.mayAccept)
    #expect(state.step(at: 1003).isOver)
  }

  @Test func underTrafficWithoutEndItLeavesAfterTenSeconds() {
    var state = state()
    state.began(1, at: 900, of: nil)
    state.look(at: 1000) { true }
    #expect(state.step(at: 10_999).accepts)
    let step = state.step(at: 11_000)
    #expect(!step.accepts)
    #expect(!step.isOver)
    _ = state.ended(1, at: 20_000)
    #expect(state.step(at: 20_000).isOver)
  }

  @Test func afterItsLifetimeItLeavesThoughNothingWasReplaced() {
    var state = state()
    state.began(1, at: 0, of: nil)
    state.look(at: 899_999) { false }
    #expect(state.phase == .serving)
    state.look(at: 900_999) { false }
    #expect(state.phase == .leaving(until: 910_999))
  }

  @Test func toldToEndItStaysSo() {
    var state = state()
    state.stop()
    state.look(at: 1000) { true }
    #expect(state.phase == .draining)
  }
}

/// What a listener does while the machine lacks something: wait, and drop nothing.
struct ListenerPauseTests {
  private func state(_ connections: Int = 8) -> ListenerState {
    var limits = ListenerLimits()
    limits.connections = connections
    return ListenerState(limits, isStartedAgain: true, at: 0)
  }

  @Test func withoutDescriptorsItPausesForATenthOfASecond() {
    var state = state()
    state.couldNotAccept(at: 1000)
    #expect(!state.mayAccept)
    let step = state.step(at: 1000)
    #expect(!step.accepts)
    #expect(!step.triesAgain)
    #expect(step.wait == 100)
    #expect(state.step(at: 1100).accepts)
  }

  @Test func aChildsEndEndsThePause() {
    var state = state()
    state.began(1, at: 0, of: nil)
    state.couldNotAccept(at: 1000)
    _ = state.ended(1, at: 1001)
    #expect(state.step(at: 1001).accepts)
  }

  @Test func aConnectionWithoutAProcessIsTriedAgainAndNothingElseAccepted() {
    var state = state()
    state.couldNotStart(at: 1000)
    #expect(!state.step(at: 1099).triesAgain)
    let step = state.step(at: 1100)
    #expect(step.triesAgain)
    #expect(!step.accepts)
    state.began(1, at: 1100, of: nil)
    #expect(state.step(at: 1100).accepts)
    #expect(!state.step(at: 1100).triesAgain)
  }

  /// D9: what could not be started is no child, and no place is lost to it.
  @Test func aProcessThatCouldNotBeStartedIsNeverCounted() {
    var state = state(1)
    for turn in 0..<Int64(1000) { state.couldNotStart(at: turn * 100) }
    #expect(state.children.isEmpty)
    state.began(1, at: 100_000, of: nil)
    _ = state.ended(1, at: 100_001)
    #expect(state.step(at: 100_001).accepts)
  }

  @Test func aHeldConnectionIsServedBeforeTheEnd() {
    var state = state()
    state.couldNotStart(at: 0)
    state.stop()
    #expect(!state.step(at: 50_000).isOver)
    #expect(state.step(at: 50_000).triesAgain)
    state.began(1, at: 50_000, of: nil)
    _ = state.ended(1, at: 50_001)
    #expect(state.step(at: 50_001).isOver)
  }

  @Test func aHeldConnectionIsNoIdleTime() {
    var state = state()
    state.couldNotStart(at: 0)
    #expect(!state.step(at: 60_000).isOver)
    #expect(state.phase == .serving)
  }
}
