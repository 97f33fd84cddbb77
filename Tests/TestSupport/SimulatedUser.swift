/// Whom a simulated process runs as.
package struct SimulatedUser: Equatable, Sendable {
  package let id: UInt32
  /// The group of what it creates outside set-group-id folders.
  package let group: UInt32
  package let otherGroups: [UInt32]

  package init(id: UInt32, group: UInt32, otherGroups: [UInt32] = []) {
    self.id = id
    self.group = group
    self.otherGroups = otherGroups
  }

  package static let root = SimulatedUser(id: 0, group: 0)

  func isMember(of number: UInt32) -> Bool { group == number || otherGroups.contains(number) }
}
