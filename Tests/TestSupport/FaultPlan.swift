package import Common

/// Which call of a simulated process goes wrong, and how.
///
/// A test runs once without a plan, reads `SimulatedProcess.calls(_:)`, and then runs again for
/// every number below it.
package struct FaultPlan: Equatable, Sendable {
  package enum Counting: Equatable, Sendable {
    /// Calls that may change the disk or make it durable.
    case mutating
    /// Those and all that only look, but never `close`, which cannot fail.
    case every
  }

  package enum Trigger: Equatable, Sendable {
    /// The call of this number, from 0.
    case call(Int, Counting)
    /// Every sync of this name.
    case sync(SyncPoint)
  }

  package enum Afterwards: Equatable, Sendable {
    case goesOn
    case dies
  }

  package enum Death: Equatable, Sendable {
    /// The call changes nothing.
    case before
    /// A write leaves half of its bytes; any other call changes nothing.
    case halfway
    /// The call takes effect, but the process never learns of it.
    case after
  }

  package enum Effect: Equatable, Sendable {
    /// The call throws this error number; a write has left half of its bytes by then, any other
    /// call has changed nothing.
    case fails(Int32, Afterwards)
    /// The process is killed: this call and all later ones throw `deathCode`, its descriptors are
    /// closed, its locks are free.
    case dies(Death)
  }

  package let trigger: Trigger
  package let effect: Effect

  package init(_ trigger: Trigger, _ effect: Effect) {
    self.trigger = trigger
    self.effect = effect
  }

  /// The error number of every call of a dead process; no kernel has it.
  package static let deathCode: Int32 = 99_999

  func strikes(_ call: DiskCall, number: Int, mutatingNumber: Int) -> Bool {
    switch trigger {
    case .call(let wanted, .every): number == wanted
    case .call(let wanted, .mutating): call.isMutating && mutatingNumber == wanted
    case .sync(let point): call.point == point
    }
  }
}

extension SystemError {
  /// Whether a simulated process threw this because it is dead.
  package var isDeath: Bool { code == FaultPlan.deathCode }
}
