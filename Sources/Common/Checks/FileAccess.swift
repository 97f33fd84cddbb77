/// What modes let a user do, computed and not tried: a check is mostly run by somebody else.
struct FileAccess {
  /// The bits of one class in a mode.
  enum Right: UInt32 {
    case enter = 1
    case read = 4
    case change = 3
  }

  let scene: CheckScene
  let user: UInt32

  func may(_ right: Right, _ status: FileStatus) -> Bool {
    if user == 0 { return true }
    let shift: UInt32 =
      if status.owner == user { 6 } else if scene.accounts.isMember(user, of: status.group) {
        3
      } else { 0 }
    return (status.permissions >> shift) & right.rawValue == right.rawValue
  }

  /// What keeps the user from reading a file, as a finding says it; nil for nothing that is seen.
  ///
  /// `remedy` is the command for the file itself.
  func obstacle(reading path: String, remedy: String) -> String? {
    let name = scene.accounts.name(ofUser: user)
    for folder in Self.folders(above: path) {
      guard let status = try? scene.files.status(folder), status.kind == .folder,
        !may(.enter, status)
      else { continue }
      return "\(name) may not enter \(folder) (\(scene.shown(status))): "
        + "let its group or others pass, chmod g+x or o+x"
    }
    guard let status = scene.statusFollowing(path), !may(.read, status) else { return nil }
    return "\(name) may not read \(path) (\(scene.shown(status))): \(remedy)"
  }

  /// `/`, `/etc` and `/etc/x` for `/etc/x/y`.
  private static func folders(above path: String) -> [String] {
    var folders = ["/"]
    var folder = ""
    for part in path.split(separator: "/").dropLast() {
      folder += "/\(part)"
      folders.append(folder)
    }
    return folders
  }
}
