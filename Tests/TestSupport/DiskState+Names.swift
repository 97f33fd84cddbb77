import Common

extension DiskState {
  /// Moves a name; the checks come in the kernel's order.
  mutating func rename(_ path: FilePath, to target: FilePath, user: SimulatedUser)
    throws(DiskFailure)
  {
    let source = try find(path, user: user)
    let destination = try find(target, user: user)
    let number = try source.existing()
    if number == Self.root || destination.node == Self.root { throw .busy }
    if isFolder(number, above: destination.folder) { throw .invalid }
    if let old = destination.node, isFolder(old, above: source.folder) { throw .notEmpty }
    if number == destination.node { return }
    try checkRemoval(source, user: user)
    // A folder that moves to another parent gets another "..", which is a change of its own.
    if source.folder != destination.folder, self[number].kind == .folder,
      !self[number].allows(user, 2)
    {
      throw .denied
    }
    if let old = destination.node {
      try checkRemoval(destination, user: user)
      try checkReplacement(of: old, by: number)
    } else {
      guard self[destination.folder].allows(user, 2) else { throw .denied }
    }
    setEntry(destination, to: number)
    setEntry(source, to: nil)
  }

  mutating func remove(_ path: FilePath, user: SimulatedUser) throws(DiskFailure) {
    let place = try find(path, user: user)
    let number = try place.existing()
    if number == Self.root { throw .isFolder }
    try checkRemoval(place, user: user)
    if self[number].kind == .folder { throw .isFolder }
    setEntry(place, to: nil)
  }

  mutating func removeFolder(_ path: String, user: SimulatedUser) throws(DiskFailure) {
    let place = try find(path, user: user)
    let number = try place.existing()
    if number == Self.root { throw .busy }
    try checkRemoval(place, user: user)
    guard self[number].kind == .folder else { throw .isNoFolder }
    guard self[number].entries.isEmpty else { throw .notEmpty }
    setEntry(place, to: nil)
  }

  mutating func makeFolder(_ path: String, permissions: UInt32, user: SimulatedUser)
    throws(DiskFailure)
  {
    let place = try find(path, user: user)
    if place.node != nil { throw .exists }
    _ = try makeNode(.folder, at: place, permissions: permissions, user: user)
  }

  mutating func makeLink(_ path: String, text: String, user: SimulatedUser)
    throws(DiskFailure)
  {
    if text.isEmpty { throw .missing }
    let place = try find(path, user: user)
    if place.node != nil { throw .exists }
    let number = try makeNode(.symbolicLink, at: place, permissions: 0o777, user: user)
    self[number].bytes = Array(text.utf8)
  }

  /// The seam reads at most 512 bytes of a link; a longer text is cut there.
  func linkText(_ path: String, user: SimulatedUser) throws(DiskFailure) -> String {
    let number = try find(path, user: user).existing()
    guard self[number].kind == .symbolicLink else { throw .invalid }
    return String(decoding: self[number].bytes.prefix(512), as: UTF8.self)
  }

  func status(_ path: FilePath, user: SimulatedUser) throws(DiskFailure) -> FileStatus {
    let number = try find(path, user: user).existing()
    return self[number].status(number: number)
  }

  func list(_ path: String, user: SimulatedUser) throws(DiskFailure) -> [[UInt8]] {
    let folder = try findFolder(path, user: user)
    return Array(self[folder].entries.keys)
  }

  /// What opening a folder for reading finds; a link on the way is followed.
  func findFolder(_ path: String, user: SimulatedUser) throws(DiskFailure) -> Int {
    let number = try find(path, user: user, followsLast: true).existing()
    guard self[number].kind == .folder else { throw .isNoFolder }
    guard self[number].allows(user, 4) else { throw .denied }
    return number
  }

  /// In a sticky folder only the owner of the entry, the owner of the folder or root may take an
  /// entry away (`unlink(2)`).
  private func checkRemoval(_ place: DiskPlace, user: SimulatedUser) throws(DiskFailure) {
    let folder = self[place.folder]
    guard folder.allows(user, 2) else { throw .denied }
    guard folder.permissions & 0o1000 != 0, user.id != 0, user.id != folder.owner,
      let node = place.node, user.id != self[node].owner
    else { return }
    throw .notPermitted
  }

  private func checkReplacement(of old: Int, by new: Int) throws(DiskFailure) {
    switch (self[new].kind == .folder, self[old].kind == .folder) {
    case (true, false): throw .isNoFolder
    case (false, true): throw .isFolder
    case (true, true): if !self[old].entries.isEmpty { throw .notEmpty }
    case (false, false): break
    }
  }

  /// Whether one folder is the other or holds it at any depth.
  private func isFolder(_ number: Int, above other: Int) -> Bool {
    if number == other { return true }
    guard self[number].kind == .folder else { return false }
    return self[number].entries.values.contains { isFolder($0, above: other) }
  }
}
