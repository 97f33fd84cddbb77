internal import Common
internal import Glibc

/// What `/proc/PID/stat` says of a process, as far as the runner asks (`proc_pid_stat(5)`).
///
/// Every child reads its own between fork and exec, where each page of code or memory touched
/// costs a fault: hence bytes on the stack and plain loops.
struct ProcessStatus: Equatable {
  let group: Int32
  let session: Int32
  /// Field 22, in clock ticks since the machine's start.
  let ticks: UInt64
  /// It has ended, and waits only for its parent to ask how.
  let isZombie: Bool

  /// Reads the kernel's line; nil for anything else.
  ///
  /// The second field is the program's name in parentheses. It may hold spaces, newlines and
  /// parentheses, so the fields are counted from the last closing one.
  init?(parsing line: UnsafeRawBufferPointer) {
    var index = line.count - 1
    while index >= 0, line[index] != UInt8(ascii: ")") { index -= 1 }
    // The third field begins two bytes later.
    index += 2
    guard index > 1, index < line.count else { return nil }
    let state = line[index]
    isZombie = state == UInt8(ascii: "Z") || state == UInt8(ascii: "X")
    guard let group = Self.number(line, &index, fieldsOn: 2),
      let session = Self.number(line, &index, fieldsOn: 1),
      let ticks = Self.number(line, &index, fieldsOn: 16)
    else { return nil }
    self.group = Int32(truncatingIfNeeded: group)
    self.session = Int32(truncatingIfNeeded: session)
    self.ticks = ticks
  }

  /// Asks the kernel; nil when there is no such process (any more).
  init?(of process: Int32) {
    self.init(path: "/proc/\(process)/stat")
  }

  /// That of the calling process.
  static func own() -> ProcessStatus? { ProcessStatus(path: "/proc/self/stat") }

  private init?(path: String) {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    // The longest name has 64 bytes, and there are 50 numbers of which most are small.
    let status = withUnsafeTemporaryAllocation(byteCount: 2048, alignment: 1) {
      let count = read(file, $0.baseAddress, $0.count)
      return count > 0
        ? ProcessStatus(parsing: UnsafeRawBufferPointer(rebasing: $0[..<count])) : nil
    }
    guard let status else { return nil }
    self = status
  }

  /// The whole number so many fields after the one at `index`, which is moved there.
  private static func number(
    _ line: UnsafeRawBufferPointer, _ index: inout Int, fieldsOn count: Int
  ) -> UInt64? {
    for _ in 0..<count {
      while index < line.count, line[index] != 0x20 { index += 1 }
      index += 1
    }
    var value: UInt64 = 0
    var position = index
    while position < line.count, line[position] >= 0x30, line[position] <= 0x39 {
      value = value &* 10 &+ UInt64(line[position] - 0x30)
      position += 1
    }
    return position > index ? value : nil
  }
}
