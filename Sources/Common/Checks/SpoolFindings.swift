/// What is wrong with a spool, from the outside.
package struct SpoolFindings {
  let spool: Spool
  private let keptFree: Int
  let scene: CheckScene
  let roles: Roles

  package init(_ configuration: Configuration, _ scene: CheckScene) {
    spool = Spool(root: configuration.spool, files: scene.files)
    keptFree = configuration.keepFree
    self.scene = scene
    roles = Roles(configuration, scene)
  }

  package func all() -> [Finding] {
    if let fault = faultOfTheWhole() { return [fault] }
    if isNew { return room() + [.note(spool.root, "empty; its folders are made at the first use")] }
    return room() + whole() + SpoolFolder.allCases.flatMap { findings(on: $0) } + hardLinks()
      + EntryFindings(spool: spool, scene: scene, roles: roles).all()
  }

  /// Nothing is there yet.
  private var isNew: Bool {
    SpoolFolder.allCases.allSatisfy { folder in
      do throws(SystemError) {
        return try !spool.files.exists(spool.path(folder))
      } catch {
        return false
      }
    }
  }

  private func faultOfTheWhole() -> Finding? {
    do throws(SystemError) {
      let status = try spool.files.status(spool.root)
      guard status.kind == .folder else {
        return .fault(spool.root, "is no folder, expected the spool: move it away, mkdir")
      }
      if let inside = ownerInside(status) {
        let (found, wanted) = (scene.accounts.name(ofUser: status.owner), name(inside))
        return .fault(
          spool.root,
          "belongs to \(found), its folders to \(wanted): chown \(wanted) \(spool.root)")
      }
    } catch {
      guard error.isMissing else { return .fault(spool.root, "\(error)") }
      return .fault(
        spool.root,
        "there is no such folder; nobody makes it but you: systemd-tmpfiles --create, or where "
          + "that does not name it mkdir, as the runner's user")
    }
    do throws(SpoolError) {
      try spool.checkFormat()
      return nil
    } catch {
      return .fault("\(spool.root)/format", "\(error)")
    }
  }

  private func room() -> [Finding] {
    do throws(SpoolError) {
      try spool.checkRoom(keptFree: keptFree)
      return []
    } catch {
      return [.fault(spool.root, "\(error): make room; requests are answered with 503")]
    }
  }

  /// Without this protection a member of the group can name a file of the receiver's as it likes.
  private func hardLinks() -> [Finding] {
    let path = "/proc/sys/fs/protected_hardlinks"
    guard let text = try? spool.files.contents(path, limit: 16), text.first == UInt8(ascii: "0"),
      let group = (try? spool.files.status(spool.path(.incoming)))?.group
    else { return [] }
    let ours = [0, roles.runner, roles.receiver]
    let members = scene.accounts.members(of: group).filter { !ours.contains($0) }
    guard let first = members.first else { return [] }
    return [
      .fault(
        path,
        "is 0, and \(name(first)) is in the group \(scene.accounts.name(ofGroup: group)), whose "
          + "members could give other names to accepted events: sysctl -w fs.protected_hardlinks=1")
    ]
  }

  private func findings(on folder: SpoolFolder) -> [Finding] {
    let path = spool.path(folder)
    let status: FileStatus
    do throws(SystemError) {
      guard let found = try spool.files.statusIfPresent(path) else {
        return [missing(path, folder)]
      }
      status = found
    } catch {
      return [.note(path, "not checked here: \(error)")]
    }
    guard status.kind == .folder else {
      return [.fault(path, "is no folder, expected one: move it away")]
    }
    return (owner(path, status) + group(folder, status) + mode(folder, status)).map {
      .fault(path, $0)
    } + use(folder, status)
  }

  /// A run gives what it makes the group of the spool, which not all folders have.
  private func missing(_ path: String, _ folder: SpoolFolder) -> Finding {
    guard roles.groups != nil, folder.isReceiversGroup || folder == .runner else {
      return .note(path, "missing; the next run makes it")
    }
    return .fault(path, "missing: systemd-tmpfiles --create")
  }

  private func owner(_ path: String, _ status: FileStatus) -> [String] {
    guard status.owner != roles.runner else { return [] }
    let (found, wanted) = (scene.accounts.name(ofUser: status.owner), name(roles.runner))
    return ["belongs to \(found), expected \(wanted): chown \(wanted) \(path)"]
  }

  private func group(_ folder: SpoolFolder, _ status: FileStatus) -> [String] {
    guard let wanted = roles.group(of: folder), status.group != wanted else { return [] }
    let (found, group) = (
      scene.accounts.name(ofGroup: status.group), scene.accounts.name(ofGroup: wanted)
    )
    return ["has group \(found), expected \(group): chgrp \(group) \(spool.path(folder))"]
  }

  private func mode(_ folder: SpoolFolder, _ status: FileStatus) -> [String] {
    guard status.permissions != folder.permissions else { return [] }
    let (found, wanted) = (status.permissions, folder.permissions)
    return [
      "has mode \(CheckScene.octal(found)), expected \(CheckScene.octal(wanted)): "
        + "chmod \(CheckScene.octal(wanted)) \(spool.path(folder))"
    ]
  }

  /// Where users and groups have names of their own, it still has to work.
  private func use(_ folder: SpoolFolder, _ status: FileStatus) -> [Finding] {
    let access = FileAccess(scene: scene, user: roles.receiver)
    guard roles.groups == nil, folder.isReceivers, !access.may(.change, status) else { return [] }
    let path = spool.path(folder)
    return [
      .fault(
        path,
        "the receiver, \(name(roles.receiver)), may not write here (\(scene.shown(status))): "
          + "put it into the group, or set receiver_user")
    ]
  }

  func name(_ user: UInt32) -> String { scene.accounts.name(ofUser: user) }
}
