internal import Common

/// Where the number of a process means something: a boot, a PID namespace, and the control group
/// that the runner was started in.
struct ProcessPlace: Equatable {
  /// The boot id (`random(4)`).
  let boot: String
  /// `pid:[4026531836]`; nil where `/proc` does not say.
  var namespace: String?
  /// The path of the control group; children inherit it.
  var cgroup: String?

  /// That of this process.
  static func own(_ files: some FileSystem = KernelFileSystem()) throws(SystemError)
    -> ProcessPlace
  {
    ProcessPlace(
      boot: try ProcessIdentity.bootID(files), namespace: try? files.linkText("/proc/self/ns/pid"),
      cgroup: cgroup(of: "self", files))
  }

  /// The control group of a process; nil when there is no such process, or none is shown.
  ///
  /// The last line is that of the one hierarchy, or of systemd's own beside older ones
  /// (`cgroups(7)`).
  static func cgroup(of process: String, _ files: some FileSystem = KernelFileSystem()) -> String? {
    guard let bytes = try? files.contents("/proc/\(process)/cgroup", limit: 64 << 10),
      let line = bytes.split(separator: UInt8(ascii: "\n")).last
    else { return nil }
    let parts = line.split(
      separator: UInt8(ascii: ":"), maxSplits: 2, omittingEmptySubsequences: false)
    return parts.count == 3 ? String(decoding: parts[2], as: UTF8.self) : nil
  }
}
