internal import Common

/// The file of a secret, which is only ever replaced as a whole.
struct SecretFile {
  /// The receiver reads it, nobody writes it.
  static let permissions: UInt32 = 0o400

  let path: String
  let files: any FileSystem
  /// Whose a secret may be that is there already: whoever may write into the folder may have put it
  /// there, knows the old one and would be given the new one.
  let trusted: [UInt32]

  /// The user and group a file is given to.
  struct Owner: Equatable {
    let user: UInt32
    let group: UInt32
  }

  enum Outcome: String {
    case made
    case kept
    case replaced
  }

  enum Fault: Error, Equatable {
    case noFolder(String)
    /// A symbolic link or a folder: a rename would put the secret in its place.
    case notRegular
    /// One that is to be kept and proves nothing.
    case empty
    /// This user may not give the new one to the owner of the old.
    case foreign(owner: UInt32)
    /// Put there by an account that may not know the secret.
    case planted(owner: UInt32)
    case failed(SystemError)
  }

  /// Writes a secret; with `keeping` only where the name is free.
  ///
  /// On return the secret survives a power cut. Cut off before, the file is the old one or the new
  /// one, whole, or still missing. `owner` decides by what is there; nil leaves the file its
  /// maker's.
  func put(
    _ text: String, keeping: Bool, owner: (FileStatus?) throws(Fault) -> Owner?
  ) throws(Fault) -> Outcome {
    if keeping,
      let old = try Self.trying({ () throws(SystemError) in
        try files.statusIfPresent(path)
      })
    {
      try checkOwner(old)
      return try kept(old)
    }
    let file = try makeDraft()
    defer { files.close(file) }
    do throws(Fault) {
      let outcome = try put(Array("\(text)\n".utf8), file, keeping: keeping, owner: owner)
      if outcome == .kept { try? files.remove(draft) }
      return outcome
    } catch {
      try? files.removeIfPresent(draft)
      throw error
    }
  }

  private func put(
    _ bytes: [UInt8], _ file: Descriptor, keeping: Bool,
    owner: (FileStatus?) throws(Fault) -> Owner?
  ) throws(Fault) -> Outcome {
    let old = try Self.trying { () throws(SystemError) in try files.statusIfPresent(path) }
    if let old {
      try checkOwner(old)
      if keeping { return try kept(old) }
      guard old.kind == .regular else { throw .notRegular }
    }
    let owner = try owner(old)
    try Self.trying { () throws(SystemError) in try replace(bytes, file, owner) }
    return old == nil ? .made : .replaced
  }

  /// Refuses a file, a link or what a link leads to that belongs to another account.
  private func checkOwner(_ old: FileStatus) throws(Fault) {
    guard trusted.contains(old.owner) else { throw .planted(owner: old.owner) }
    guard old.kind == .symbolicLink else { return }
    let target = try Self.trying { () throws(SystemError) -> FileStatus? in
      do throws(SystemError) {
        let file = try files.openFollowing(path)
        defer { files.close(file) }
        return try files.status(file)
      } catch {
        if error.isMissing || error.isDenied { return nil }
        throw error
      }
    }
    if let target, !trusted.contains(target.owner) { throw .planted(owner: target.owner) }
  }

  /// What is there stays if it can be a secret; a symbolic link may lead to one.
  private func kept(_ old: FileStatus) throws(Fault) -> Outcome {
    switch old.kind {
    case .symbolicLink: return .kept
    case .regular where old.size > 0: return .kept
    case .regular: throw .empty
    case .folder, .other: throw .notRegular
    }
  }

  /// What stands beside the secret while it is written; one that was left behind never counted.
  private var draft: String {
    "\(folder)/.\(path[path.utf8.index(path.startIndex, offsetBy: folder.utf8.count + 1)...]).new"
  }

  private var folder: String {
    path.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(path[..<$0]) } ?? ""
  }

  /// Makes the draft and locks it: of two commands one waits, so that neither takes the other's away.
  ///
  /// The draft is the lock, because others may open the folder, and who can open can lock. Only this
  /// user can open the draft.
  private func makeDraft() throws(Fault) -> Descriptor {
    do throws(SystemError) {
      while true {
        try removeLeftDraft()
        guard let file = try createDraft() else { continue }
        do throws(SystemError) {
          // Another command may have taken it, unlocked, for one that was left.
          if try files.lock(file, waiting: true), try isDraft(file) { return file }
          files.close(file)
        } catch {
          try? files.remove(draft)
          files.close(file)
          throw error
        }
      }
    } catch {
      throw error.isMissing ? .noFolder(folder) : .failed(error)
    }
  }

  private func createDraft() throws(SystemError) -> Descriptor? {
    do throws(SystemError) {
      return try files.create(draft, permissions: Self.permissions)
    } catch {
      if error.exists { return nil }
      throw error
    }
  }

  /// Removes a draft whose command died, or that is another user's; waits for one that is at work.
  private func removeLeftDraft() throws(SystemError) {
    guard let status = try files.statusIfPresent(draft) else { return }
    guard status.kind == .regular, status.owner == files.user else {
      return try files.removeIfPresent(draft)
    }
    let file: Descriptor
    do throws(SystemError) {
      file = try files.open(draft)
    } catch {
      if error.isMissing { return }
      throw error
    }
    defer { files.close(file) }
    _ = try files.lock(file, waiting: true)
    if try isDraft(file) { try files.removeIfPresent(draft) }
  }

  private func isDraft(_ file: Descriptor) throws(SystemError) -> Bool {
    try files.statusIfPresent(draft)?.identity == files.status(file).identity
  }

  private func replace(_ bytes: [UInt8], _ file: Descriptor, _ owner: Owner?) throws(SystemError) {
    try files.write(bytes, to: file)
    if let owner { try files.give(file, user: owner.user, group: owner.group) }
    try files.sync(file, .secretBytes)
    try files.rename(draft, to: path)
    try files.sync(folder: folder.isEmpty ? "/" : folder, .secretPlaced)
  }

  private static func trying<Value>(
    _ body: () throws(SystemError) -> Value
  ) throws(Fault) -> Value {
    do throws(SystemError) {
      return try body()
    } catch {
      throw .failed(error)
    }
  }
}
