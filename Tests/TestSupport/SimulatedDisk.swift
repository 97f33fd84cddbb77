package import Common
internal import Foundation
internal import Synchronization

/// A file system in memory whose power can be cut.
///
/// It is as pessimistic as POSIX allows. A file has bytes that programs see and bytes that are
/// durable; so has every folder with its entries, each folder for itself. A sync of a file makes
/// its bytes durable and the name it was created under; a sync of a folder its present entries;
/// nothing else makes anything durable. So a rename whose target alone was synced comes back under
/// both names, and one whose source alone was synced is lost.
///
/// A class, because all processes share one disk; the lock lets it be handed to any of them.
package final class SimulatedDisk: Sendable {
  let state: Mutex<DiskState>

  /// An empty disk: `/` alone, owned by root, mode 0755.
  ///
  /// - Parameters:
  ///   - time: The modification time of what is written; `time` moves it.
  ///   - point: Syncs of this name are counted and do nothing. By default the one that
  ///     `SPOOL_MUTANT` names. A test of the disk itself passes nil, so that it cannot be mistaken
  ///     for a test of the spool that notices a missing sync.
  package init(
    time: Moment = Moment(milliseconds: 1_800_000_000_000),
    ignoring point: SyncPoint? = SimulatedDisk.mutant
  ) {
    state = Mutex(DiskState(time: time, ignoring: point))
  }

  private init(copying other: DiskState) {
    state = Mutex(other)
  }

  /// The sync that `SPOOL_MUTANT` takes away from this run of the tests.
  package static let mutant: SyncPoint? = {
    guard let name = ProcessInfo.processInfo.environment["SPOOL_MUTANT"], !name.isEmpty else {
      return nil
    }
    guard let point = SyncPoint(rawValue: name) else {
      preconditionFailure("SPOOL_MUTANT names no sync: \(name)")
    }
    return point
  }()

  /// Starts a process with nothing open; one of the same name may still be running.
  package func process(
    _ name: String, user: SimulatedUser = .root, faults plan: FaultPlan? = nil
  ) -> SimulatedProcess {
    let number = state.withLock { $0.start(ProcessState(user: user, plan: plan)) }
    return SimulatedProcess(disk: self, number: number, name: name)
  }

  /// Ends every process and leaves what a power cut leaves; new processes may then be started.
  package func cutPower(_ cut: PowerCut) {
    state.withLock { $0.cutPower(cut) }
  }

  /// Another disk, as this one would be after a power cut now; this one and its processes go on.
  package func afterPowerCut(_ cut: PowerCut) -> SimulatedDisk {
    let other = SimulatedDisk(copying: state.withLock { $0 })
    other.cutPower(cut)
    return other
  }

  /// Makes everything durable, as a long quiet time does; for what a test prepares.
  package func syncEverything() {
    state.withLock { $0.syncEverything() }
  }

  /// What files and folders written from now on have as their modification time.
  package var time: Moment {
    get { state.withLock { $0.time } }
    set { state.withLock { $0.time = newValue } }
  }

  /// The room that is left; a write beyond it leaves what fits and throws ENOSPC.
  package var freeBytes: Int {
    get { state.withLock { $0.freeBytes } }
    set { state.withLock { $0.capacity = $0.used + newValue } }
  }

  /// Whether another process takes the lock of every new file before its maker can, as one that
  /// looks through the folder may.
  package var locksNewFiles: Bool {
    get { state.withLock { $0.locksNewFiles } }
    set { state.withLock { $0.locksNewFiles = newValue } }
  }
}
