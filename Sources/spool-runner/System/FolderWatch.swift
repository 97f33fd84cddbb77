internal import Common
internal import Glibc

/// Notices files that appear in folders or are finished there (`inotify(7)`).
struct FolderWatch {
  /// Can be read when something happened.
  let descriptor: Descriptor

  /// Nil when the machine has no watches left, or a folder cannot be watched: then the caller looks
  /// once a second.
  init?(_ folders: [String]) {
    let number = inotify_init1(Int32(IN_NONBLOCK | IN_CLOEXEC))
    guard number >= 0 else { return nil }
    let events = UInt32(IN_MOVED_TO | IN_CLOSE_WRITE | IN_ONLYDIR)
    for folder in folders {
      if inotify_add_watch(number, folder, events) < 0 {
        _ = Glibc.close(number)
        return nil
      }
    }
    descriptor = Descriptor(number: number)
  }

  /// Forgets what was noticed; false when a folder was removed, so that this watch is no good.
  ///
  /// What happened is not told: the caller lists the folders, which is always right.
  func drain() -> Bool {
    var isWhole = true
    // Room for at least one event with the longest name.
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = read(descriptor.number, &buffer, buffer.count)
      guard count > 0 else { return isWhole }
      if holdsEnd(buffer[..<count]) { isWhole = false }
    }
  }

  func close() { _ = Glibc.close(descriptor.number) }

  private func holdsEnd(_ events: ArraySlice<UInt8>) -> Bool {
    events.withUnsafeBytes { bytes in
      var start = 0
      while start + MemoryLayout<inotify_event>.size <= bytes.count {
        let event = bytes.loadUnaligned(fromByteOffset: start, as: inotify_event.self)
        if event.mask & UInt32(IN_IGNORED) != 0 { return true }
        start += MemoryLayout<inotify_event>.size + Int(event.len)
      }
      return false
    }
  }
}
