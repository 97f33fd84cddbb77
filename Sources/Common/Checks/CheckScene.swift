/// The machine that a check looks at, and who looks.
package struct CheckScene {
  package let files: Files
  /// The value of an environment variable.
  package let environment: (String) -> String?
  /// The number of the user who looks.
  package let user: UInt32
  package let accounts: Accounts

  package init(
    files: Files, environment: @escaping (String) -> String?, user: UInt32
  ) {
    self.files = files
    self.environment = environment
    self.user = user
    accounts = Accounts(files: files)
  }

  var userName: String { accounts.name(ofUser: user) }

  /// Whether whoever looks may not read a file.
  func isDenied(_ path: String) -> Bool {
    do throws(SystemError) {
      files.close(try files.openFollowing(path))
      return false
    } catch {
      return error.isDenied
    }
  }

  /// The status of a file that can be opened; of the one a symbolic link leads to.
  func statusFollowing(_ path: String) -> FileStatus? {
    guard let file = try? files.openFollowing(path) else { return nil }
    defer { files.close(file) }
    return try? files.status(file)
  }

  /// What is to be said when the configuration cannot be read; `command` is the check itself.
  package func finding(on fault: ConfigFault, command: String) -> Finding {
    let finding = Finding(fault)
    guard case .unreadable = fault.problem, isDenied(fault.file) else { return finding }
    return .fault(
      finding.place, key: finding.key,
      "\(finding.message) (for \(userName)); run as root: sudo \(command)")
  }

  /// Owner, group and mode, as in `root:webhook 640`.
  func shown(_ status: FileStatus) -> String {
    let owner = accounts.name(ofUser: status.owner)
    return "\(owner):\(accounts.name(ofGroup: status.group)) \(Self.octal(status.permissions))"
  }

  /// A mode as `chmod` takes it.
  static func octal(_ mode: UInt32) -> String { String(mode, radix: 8) }
}
