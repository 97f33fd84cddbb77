internal import Common

/// What `/proc/PID/stat` says of a process, as far as the runner asks (`proc_pid_stat(5)`).
struct ProcessStatus: Equatable {
  let group: Int32
  /// Field 22, in clock ticks since the machine's start.
  let ticks: UInt64
  /// It has ended, and waits only for its parent to ask how.
  let isZombie: Bool

  /// Reads the kernel's line; nil for anything else.
  ///
  /// The second field is the program's name in parentheses. It may hold spaces, newlines and
  /// parentheses, so the fields are counted from the last closing one.
  init?(parsing line: [UInt8]) {
    guard let parenthesis = line.lastIndex(of: UInt8(ascii: ")")) else { return nil }
    let fields = line[(parenthesis + 1)...].split { $0 == 0x20 || $0 == 0x0A }
    guard fields.count >= 20, let group = Decimal.parse(fields[2]),
      let ticks = Decimal.parse(fields[19])
    else { return nil }
    self.group = Int32(clamping: group)
    self.ticks = UInt64(ticks)
    isZombie = fields[0].first == UInt8(ascii: "Z") || fields[0].first == UInt8(ascii: "X")
  }

  /// Asks the kernel; nil when there is no such process (any more).
  init?(of process: Int32, _ files: some FileSystem = KernelFileSystem()) {
    guard let line = try? files.contents("/proc/\(process)/stat", limit: 1024) else { return nil }
    self.init(parsing: line)
  }
}
