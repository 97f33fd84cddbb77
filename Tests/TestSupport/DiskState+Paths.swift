import Common

extension DiskState {
  /// Linux limits: bytes of a name, and links followed on one path (`path_resolution(7)`).
  private static let longestName = 255
  private static let mostLinks = 40

  /// Follows a path as the kernel does; a missing last name is a place without a node.
  ///
  /// A slash at the end of a path is ignored, which the kernel does for folders only.
  func find(_ path: String, user: SimulatedUser, followsLast: Bool = false)
    throws(DiskFailure) -> DiskPlace
  {
    try find(FilePath(path), user: user, followsLast: followsLast)
  }

  func find(_ path: FilePath, user: SimulatedUser, followsLast: Bool = false)
    throws(DiskFailure) -> DiskPlace
  {
    guard path.bytes.first == UInt8(ascii: "/") else { throw .missing }
    var rest = components(path.bytes)
    var folders = [Self.root]
    var place = DiskPlace(folder: Self.root, name: [], node: Self.root)
    var followed = 0
    while let name = rest.popLast() {
      let folder = folders[folders.count - 1]
      try check(folder, name, user: user)
      if name == Array(".".utf8) { continue }
      if name == Array("..".utf8) {
        if folders.count > 1 { folders.removeLast() }
        place = DiskPlace(folder: folder, name: name, node: folders[folders.count - 1])
        continue
      }
      guard let child = self[folder].entries[name] else {
        if rest.isEmpty { return DiskPlace(folder: folder, name: name, node: nil) }
        throw .missing
      }
      if self[child].kind == .symbolicLink, followsLast || !rest.isEmpty {
        followed += 1
        if followed > Self.mostLinks { throw .tooManyLinks }
        let text = self[child].bytes
        if text.first == UInt8(ascii: "/") { folders = [Self.root] }
        rest += components(text)
        continue
      }
      folders.append(child)
      place = DiskPlace(folder: folder, name: name, node: child)
    }
    return place
  }

  private func check(_ folder: Int, _ name: [UInt8], user: SimulatedUser) throws(DiskFailure) {
    let node = self[folder]
    guard node.kind == .folder else { throw .isNoFolder }
    guard node.allows(user, 1) else { throw .denied }
    guard name.count <= Self.longestName else { throw .nameTooLong }
  }

  /// The names of a path, the first one last.
  private func components(_ path: [UInt8]) -> [[UInt8]] {
    path.split(separator: UInt8(ascii: "/")).map(Array.init).reversed()
  }
}
