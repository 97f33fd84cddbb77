// What is wrong with the spool's own folder.
extension SpoolFindings {
  /// The spool's own folder: who may not enter it reaches nothing in it.
  func whole() -> [Finding] {
    guard let groups = roles.groups, let status = try? spool.files.status(spool.root) else {
      return []
    }
    var texts: [String] = []
    if status.group != groups.lookers {
      let (found, wanted) = (
        scene.accounts.name(ofGroup: status.group), scene.accounts.name(ofGroup: groups.lookers)
      )
      texts.append("has group \(found), expected \(wanted): chgrp \(wanted) \(spool.root)")
    }
    if status.permissions & 0o050 != 0o050 {
      let found = CheckScene.octal(status.permissions)
      texts.append("has mode \(found), expected 2750: chmod 2750 \(spool.root)")
    }
    return texts.map { .fault(spool.root, $0) }
  }

  /// Whose the folders inside are, if that is one account and not the spool's owner.
  func ownerInside(_ root: FileStatus) -> UInt32? {
    let owners = [SpoolFolder.incoming, .events, .tasks].map { folder in
      (try? spool.files.status(spool.path(folder)))?.owner
    }
    guard let first = owners[0], first != root.owner, owners.allSatisfy({ $0 == first }) else {
      return nil
    }
    return first
  }
}
