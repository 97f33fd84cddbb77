/// What of the unsynced changes a power cut leaves on the disk.
package enum PowerCut: Equatable, Sendable {
  /// The worst a kernel may do: only what was synced is there.
  case nothingUnsynced
  /// The kindest: everything had reached the disk by itself.
  case everythingUnsynced
  /// Anything between: one draw for every changed folder entry and every file. The same seed on the
  /// same disk draws the same.
  case seeded(UInt64)
}
