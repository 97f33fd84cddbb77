internal import Common

/// Reads as much of a task file as a decision needs, from its end.
///
/// A task that was tried a thousand times has a thousand outputs in its file; what matters next is
/// in the last lines.
enum TaskTail {
  typealias Reading = (_ offset: Int, _ limit: Int) throws(SystemError) -> [UInt8]

  /// Holds an attempt with the usual output, whole.
  static let firstLook = 128 * 1024
  /// Older programs wrote lines that do not count the tries, so that more has to be read; never
  /// less than the last end.
  static let longestLook = 16 * 1024 * 1024
  private static let piece = 64 * 1024

  static func history(size: Int, _ read: Reading) throws(SystemError) -> TaskHistory {
    var look = firstLook
    while true {
      let start = max(0, size - look)
      let bytes = size == 0 ? [] : try read(start, size - start)
      let history = TaskHistory(bytes, isWhole: start == 0)
      if start == 0 || history.isEnough { return history }
      if look >= longestLook, history.lastEnd != nil { return history }
      look *= 4
    }
  }

  /// As much as is ever shown of a task's file; nothing of what is no file.
  static func end(of path: String, _ files: any FileSystem) throws(SystemError) -> TaskHistory {
    let file = try files.open(path)
    defer { files.close(file) }
    let status = try files.status(file)
    guard status.kind == .regular else { return TaskHistory([]) }
    let start = max(0, status.size - longestLook)
    let bytes = try files.read(file, from: start, limit: status.size - start)
    return TaskHistory(bytes, isWhole: start == 0)
  }

  /// Looks for the line of an order from the beginning to the end, a piece at a time.
  ///
  /// A program's output is inside a JSON string, which holds no newline.
  static func holdsOrder(_ order: EventID, _ read: Reading) throws(SystemError) -> Bool {
    let line = Array("\n{\"order\":\"\(order)\"".utf8)
    var bytes = [line[0]]
    var offset = 0
    while true {
      let more = try read(offset, piece)
      if more.isEmpty { return false }
      offset += more.count
      bytes += more
      for start in bytes.indices where bytes[start] == line[0] {
        if bytes[start...].starts(with: line) { return true }
      }
      bytes.removeFirst(max(0, bytes.count - line.count))
    }
  }
}
