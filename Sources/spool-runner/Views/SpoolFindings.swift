internal import Common

/// What is wrong with a spool's folders, from the outside.
struct SpoolFindings {
  let spool: Spool

  func all() -> [Finding] {
    let owner: UInt32
    do throws(SystemError) {
      let status = try spool.files.status(spool.root)
      guard status.kind == .folder else { return [.fault(spool.root, "is no folder")] }
      owner = status.owner
    } catch {
      let hint = error.isMissing ? ": nobody makes it but you" : ""
      return [.fault(spool.root, "\(error)\(hint)")]
    }
    do throws(SpoolError) {
      try spool.checkFormat()
    } catch {
      return [.fault("\(spool.root)/format", "\(error)")]
    }
    return SpoolFolder.allCases.flatMap { findings(on: $0, owner: owner) }
  }

  private func findings(on folder: SpoolFolder, owner: UInt32) -> [Finding] {
    let path = spool.path(folder)
    let status: FileStatus
    do throws(SystemError) {
      guard let found = try spool.files.statusIfPresent(path) else {
        return [.note(path, "missing; the next run makes it")]
      }
      status = found
    } catch {
      return [.note(path, "not checked here: \(error)")]
    }
    guard status.kind == .folder else { return [.fault(path, "is no folder")] }
    var findings: [Finding] = []
    if status.owner != owner {
      findings.append(
        .fault(path, "belongs to user \(status.owner), and the spool to \(owner): chown it"))
    }
    if status.permissions != folder.permissions {
      let wanted = Self.octal(folder.permissions)
      findings.append(
        .fault(path, "has mode \(Self.octal(status.permissions)): chmod \(wanted)"))
    }
    return findings
  }

  /// A mode as `chmod` takes it.
  static func octal(_ mode: UInt32) -> String { String(mode, radix: 8) }
}
