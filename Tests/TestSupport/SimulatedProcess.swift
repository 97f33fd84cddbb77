import Common
internal import Synchronization

/// One program on a simulated disk: its user, its descriptors, its locks, its faults.
///
/// `close` of a foreign or closed descriptor does nothing, as the kernel's does.
package struct SimulatedProcess: FileSystem {
  let disk: SimulatedDisk
  let number: Int
  /// For messages only.
  package let name: String

  /// Ends the process as `kill -9` does: its descriptors are closed, its locks are free, and every
  /// later call throws `FaultPlan.deathCode`.
  package func kill() {
    disk.state.withLock { $0.kill(number) }
  }

  package var isDead: Bool { process.isDead }

  package var user: UInt32 { process.user.id }

  /// How many calls it made so far, those that failed included.
  package func calls(_ counting: FaultPlan.Counting) -> Int {
    counting == .every ? process.calls : process.trace.count
  }

  /// How often it listed a folder.
  package var listings: Int { process.listings }

  /// Its mutating calls in words; the index is the number a `FaultPlan` counts.
  package var trace: [String] { process.trace }

  private var process: ProcessState {
    disk.state.withLock { state in
      guard let process = state.processes[number] else { preconditionFailure("no such process") }
      return process
    }
  }

  /// Does one call unless the process is dead or its plan strikes.
  ///
  /// `half` is what of the call has happened when it fails or dies halfway; `body` is all of it.
  func perform<Value: Sendable>(
    _ call: DiskCall, half: (inout DiskState) -> Void = { _ in },
    _ body: (inout DiskState, SimulatedUser) throws(DiskFailure) -> Value
  ) throws(SystemError) -> Value {
    try disk.state.withLock { (state: inout DiskState) throws(SystemError) -> Value in
      guard let user = state.livingUser(of: number) else {
        throw call.failure(FaultPlan.deathCode)
      }
      let effect = state.count(call, of: number)
      if let effect { try strike(effect, call, &state, half) }
      do throws(DiskFailure) {
        let value = try body(&state, user)
        guard case .dies? = effect else { return value }
      } catch {
        guard case .dies? = effect else { throw call.failure(error.code) }
      }
      state.kill(number)
      throw call.failure(FaultPlan.deathCode)
    }
  }

  /// Throws what a call gets that is struck; returns only for a death after the call.
  private func strike(
    _ effect: FaultPlan.Effect, _ call: DiskCall, _ state: inout DiskState,
    _ half: (inout DiskState) -> Void
  ) throws(SystemError) {
    switch effect {
    case .dies(.after): return
    case .fails(let code, let afterwards):
      half(&state)
      if afterwards == .dies { state.kill(number) }
      throw call.failure(code)
    case .dies(let death):
      if death == .halfway { half(&state) }
      state.kill(number)
      throw call.failure(FaultPlan.deathCode)
    }
  }
}
