internal import Glibc

/// What the machine knows of users and groups, through NSS.
struct UserDatabase {
  /// The user this process acts as.
  var currentUser: UInt32 { geteuid() }

  /// The number of a user; nil when there is none of this name.
  func user(named name: String) -> UInt32? {
    user({ getpwnam_r(name, $0, $1, $2, $3) }) { $0.pw_uid }
  }

  /// The number of a group; nil when there is none of this name.
  func group(named name: String) -> UInt32? {
    group({ getgrnam_r(name, $0, $1, $2, $3) }) { $0.gr_gid }
  }

  /// The name of a user for a message; the number itself when it has none.
  func name(of user: UInt32) -> String {
    self.user({ getpwuid_r(user, $0, $1, $2, $3) }) { String(cString: $0.pw_name) } ?? "\(user)"
  }

  /// What the system knows of a user; nil when there is none of this number.
  func account(_ user: UInt32) -> (name: String, group: UInt32, home: String)? {
    self.user({ getpwuid_r(user, $0, $1, $2, $3) }) {
      (String(cString: $0.pw_name), $0.pw_gid, String(cString: $0.pw_dir))
    }
  }

  /// Whether a group is a user's own one, or lists the user.
  func isMember(_ user: UInt32, of group: UInt32) -> Bool {
    let entry = self.user({ getpwuid_r(user, $0, $1, $2, $3) }) {
      (group: $0.pw_gid, name: String(cString: $0.pw_name))
    }
    guard let entry else { return false }
    if entry.group == group { return true }
    return self.group({ getgrgid_r(group, $0, $1, $2, $3) }) { lists($0, entry.name) } ?? false
  }

  private typealias Text = UnsafeMutablePointer<CChar>
  private typealias Lookup<Entry> = (
    UnsafeMutablePointer<Entry>, Text, Int, UnsafeMutablePointer<UnsafeMutablePointer<Entry>?>
  ) -> Int32

  private func user<Value>(_ lookup: Lookup<passwd>, _ value: (passwd) -> Value) -> Value? {
    find(passwd(), lookup, value)
  }

  private func group<Value>(_ lookup: Lookup<Glibc.group>, _ value: (Glibc.group) -> Value)
    -> Value?
  {
    find(Glibc.group(), lookup, value)
  }

  /// Calls a look-up with more and more room for its texts, up to 16 MiB: a group may be large.
  private func find<Entry, Value>(
    _ empty: Entry, _ lookup: Lookup<Entry>, _ value: (Entry) -> Value
  ) -> Value? {
    var size = 1024
    while size <= 16 << 20 {
      var entry = empty
      var found: UnsafeMutablePointer<Entry>?
      let text = Text.allocate(capacity: size)
      // The entry points into the text, so its value is taken before the text goes.
      defer { text.deallocate() }
      let code = lookup(&entry, text, size, &found)
      if code == 0 { return found == nil ? nil : value(entry) }
      if code != ERANGE && code != EINTR { return nil }
      if code == ERANGE { size *= 4 }
    }
    return nil
  }

  private func lists(_ group: Glibc.group, _ name: String) -> Bool {
    guard var member = group.gr_mem else { return false }
    while let text = member.pointee {
      if String(cString: text) == name { return true }
      member += 1
    }
    return false
  }
}
