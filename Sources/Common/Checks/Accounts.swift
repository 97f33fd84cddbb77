/// The users and groups that `/etc/passwd` and `/etc/group` name.
///
/// The files, and not the C library's look-ups: those need name services that a static program does
/// not have, and the users of an installation are made in these files. What is not there is shown
/// by its number.
package struct Accounts: Sendable {
  private var users: [(name: String, number: UInt32, group: UInt32)] = []
  private var groups: [(name: String, number: UInt32, members: [String])] = []

  package init(files: Files) {
    for fields in Self.lines("/etc/passwd", files) where fields.count >= 4 {
      guard let number = UInt32(fields[2]), let group = UInt32(fields[3]) else { continue }
      users.append((fields[0], number, group))
    }
    for fields in Self.lines("/etc/group", files) where fields.count >= 4 {
      guard let number = UInt32(fields[2]) else { continue }
      groups.append((fields[0], number, fields[3].split(separator: ",").map(String.init)))
    }
  }

  package func user(named name: String) -> UInt32? { users.first { $0.name == name }?.number }

  /// The number of a user that is given by name or by number.
  func user(namedOrNumbered text: String) -> UInt32? { user(named: text) ?? UInt32(text) }

  package func group(named name: String) -> UInt32? { groups.first { $0.name == name }?.number }

  package func name(ofUser number: UInt32) -> String {
    users.first { $0.number == number }?.name ?? "\(number)"
  }

  package func name(ofGroup number: UInt32) -> String {
    groups.first { $0.number == number }?.name ?? "\(number)"
  }

  /// Whether a group is a user's own one, or lists the user.
  package func isMember(_ user: UInt32, of group: UInt32) -> Bool {
    guard let user = users.first(where: { $0.number == user }) else { return false }
    if user.group == group { return true }
    return groups.contains { $0.number == group && $0.members.contains(user.name) }
  }

  /// The users whose own group it is, and those it lists.
  func members(of group: UInt32) -> [UInt32] {
    users.map { $0.number }.filter { isMember($0, of: group) }
  }

  private static func lines(_ path: String, _ files: Files) -> [[String]] {
    guard let bytes = try? SmallFile.read(path, limit: 4 << 20, files: files) else { return [] }
    return bytes.split(separator: .lineFeed).map { line in
      line.split(separator: .colon, omittingEmptySubsequences: false)
        .map { String(decoding: $0, as: UTF8.self) }
    }
  }
}
