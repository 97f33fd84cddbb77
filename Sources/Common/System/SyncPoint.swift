/// The name of a sync: what it makes durable.
///
/// `docs/INTERNALS.md` says why each is there, and
/// `make mutants` shows for each which test fails without it.
package enum SyncPoint: String, CaseIterable, Sendable {
  case spoolFolders
  case eventBytes
  case ledgerFolder
  case ledgerEntry
  case ledgerWithdrawn
  case published
  case duplicate
  case orderBytes
  case orderPlaced
  case dropTaken
  case tasksMade
  case owedBytes
  case owedPlaced
  case eventFolder
  case routed
  case unqueued
  case claimed
  case settledLine
  case settled
  case dayFolder
  case orderLine
  case orderDone
  case orderGone
  case secretBytes
  case secretPlaced
}
