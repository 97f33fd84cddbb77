internal import Common
internal import Glibc

/// Whom this process acts as, where root may choose.
enum ProcessAccount {
  /// Becomes a user for good, with the groups the system lists for that user.
  ///
  /// A number without an entry in the user database has no groups but the one given. HOME, USER and
  /// LOGNAME become that user's, and the working folder becomes `/`.
  static func become(_ user: UInt32, group: UInt32) throws(SystemError) {
    let entry = UserDatabase().account(user)
    if let entry {
      try expect(initgroups(entry.name, entry.group), "take the groups of", entry.name)
    } else {
      try expect(setgroups(0, nil), "leave the groups of", "root")
    }
    let group = entry?.group ?? group
    try expect(setresgid(group, group, group), "take the group", "\(group)")
    try expect(setresuid(user, user, user), "become the user", entry?.name ?? "\(user)")
    setenv("HOME", entry?.home ?? "/", 1)
    setenv("USER", entry?.name ?? "\(user)", 1)
    setenv("LOGNAME", entry?.name ?? "\(user)", 1)
    try expect(chdir("/"), "enter", "/")
  }

  /// The path from `/` of one that a person gave.
  static func absolute(_ path: String) -> String {
    guard !path.hasPrefix("/"), let folder = getcwd(nil, 0) else { return path }
    defer { free(folder) }
    return "\(String(cString: folder))/\(path)"
  }

  private static func expect(_ result: Int32, _ call: String, _ what: String)
    throws(SystemError)
  {
    if result != 0 { throw SystemError(call: call, path: what, code: errno) }
  }
}

@_silgen_name("initgroups")
private func initgroups(_ name: UnsafePointer<CChar>, _ group: UInt32) -> Int32

@_silgen_name("setgroups")
private func setgroups(_ count: Int, _ groups: UnsafePointer<UInt32>?) -> Int32

@_silgen_name("setresgid")
private func setresgid(_ real: UInt32, _ effective: UInt32, _ saved: UInt32) -> Int32

@_silgen_name("setresuid")
private func setresuid(_ real: UInt32, _ effective: UInt32, _ saved: UInt32) -> Int32
