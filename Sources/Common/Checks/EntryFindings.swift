/// What lies in the folders of a spool and does not belong there, or cannot be taken as it is.
struct EntryFindings {
  let spool: Spool
  let scene: CheckScene
  let roles: Roles

  /// Folders whose entries are files, each made by one of our programs.
  private static let ofFiles: [SpoolFolder] = [.orders, .journal, .state, .runner]
  /// Folders whose entries are folders.
  private static let ofFolders: [SpoolFolder] = [.deliveries, .events]

  func all() -> [Finding] {
    untrusted() + SpoolFolder.allCases.flatMap { findings(in: $0) }
  }

  private func untrusted() -> [Finding] {
    guard let events = try? roles.trust.untrusted(in: spool) else { return [] }
    var byObstacle: [UntrustedEvent.Obstacle: [EventName]] = [:]
    for event in events { byObstacle[event.obstacle, default: []].append(event.name) }
    return byObstacle.map { obstacle, names in
      let text = obstacle.text(count: names.count, first: names[0], roles.trust) {
        scene.accounts.name(ofUser: $0)
      }
      return .fault(spool.path(.incoming), text)
    }
  }

  private func findings(in folder: SpoolFolder) -> [Finding] {
    let root = spool.path(folder)
    guard let names = try? spool.files.fileNames(in: root) else { return [] }
    return names.compactMap { name in
      let path = FilePath(root, name)
      if AsideName.isAside(name) {
        return .fault(
          path.shown,
          "was set aside by the runner, which could not move it to rejected: look at it, then "
            + "rm -r \(path.shellWord)")
      }
      return wrongKind(path, folder)
    }
  }

  private func wrongKind(_ path: FilePath, _ folder: SpoolFolder) -> Finding? {
    let isOfFiles = Self.ofFiles.contains(folder)
    guard isOfFiles || Self.ofFolders.contains(folder) || folder == .rejected,
      let kind = (try? spool.files.status(path))?.kind
    else { return nil }
    if folder == .rejected {
      guard kind == .folder else { return nil }
      return .fault(
        path.shown, "is a folder, which no sweep removes: look at it, then rm -r \(path.shellWord)")
    }
    guard kind != (isOfFiles ? .regular : .folder) else { return nil }
    return .fault(
      path.shown,
      "is not a \(isOfFiles ? "regular file" : "folder"), as all else here is: look at it, then "
        + "rm -r \(path.shellWord)")
  }
}
