internal import Common

/// A dropped file that cannot be an event.
struct RejectedEntry: Equatable {
  let file: String
  /// Seconds since 1970 of its last change; shown, and nothing is decided by it.
  let modified: Int64
  let reason: String?

  /// At most `limit` of them, the newest first.
  static func newest(in spool: Spool, limit: Int) throws(SystemError) -> [RejectedEntry] {
    let names = try spool.files.names(in: spool.path(.rejected), startingWith: "")
    var found: [(file: String, modified: Int64)] = []
    for name in names where !name.hasSuffix(reasonSuffix) {
      guard let status = try spool.files.statusIfPresent(spool.path(.rejected, name)) else {
        continue
      }
      found.append((name, status.modified))
    }
    found.sort { ($1.modified, $1.file) < ($0.modified, $0.file) }
    return found.prefix(limit).map { entry in
      RejectedEntry(
        file: entry.file, modified: entry.modified, reason: reason(of: entry.file, in: spool))
    }
  }

  static let reasonSuffix = ".reason"

  /// The first line of the file beside it.
  private static func reason(of file: String, in spool: Spool) -> String? {
    let path = spool.path(.rejected, file + reasonSuffix)
    guard let bytes = try? spool.files.contents(path, limit: 4096) else { return nil }
    return String(decoding: bytes.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
  }
}
