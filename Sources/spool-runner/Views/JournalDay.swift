internal import Common

/// One of the journal's files of a day, read line by line.
struct JournalDay {
  let path: String
  let files: any FileSystem

  init(_ file: JournalFile, _ day: String, of spool: Spool) {
    path = spool.path(.journal, file.name(day))
    files = spool.files
  }

  /// What a line that says so holds; `Journal` writes it so, and in no string's text can it stand
  /// because quotes are escaped there.
  static func mark(of what: String) -> [UInt8] { Array("\"what\":\"\(what)\"".utf8) }

  /// How many whole lines say that something happened.
  func count(_ what: String) throws(SystemError) -> Int {
    let mark = Self.mark(of: what)
    var count = 0
    try forEachLine { if Self.holds($0, mark) { count += 1 } }
    return count
  }

  /// The last lines that say that one of these happened, the newest first.
  func last(_ limit: Int, _ words: String...) throws(SystemError) -> [[UInt8]] {
    let marks = words.map(Self.mark)
    var lines: [[UInt8]] = []
    try forEachLine { line in
      guard marks.contains(where: { Self.holds(line, $0) }) else { return }
      lines.append(Array(line))
      // Forgets half at a time, so that a long file costs no shifting line by line.
      if lines.count >= limit * 2 { lines.removeFirst(lines.count - limit) }
    }
    return lines.suffix(limit).reversed()
  }

  /// Hands over every whole line without its newline; a missing file, or a FIFO, has none.
  private func forEachLine(_ body: (ArraySlice<UInt8>) -> Void) throws(SystemError) {
    let file: Descriptor
    do {
      file = try files.openRegular(FilePath(path))
    } catch {
      let isOther = error.code == ErrorNumber.isFolder || error.code == ErrorNumber.noDevice
      if error.isMissing || isOther { return }
      throw error
    }
    defer { files.close(file) }
    var rest: [UInt8] = []
    var offset = 0
    while true {
      let piece = try files.read(file, from: offset, limit: 262_144)
      if piece.isEmpty { return }
      offset += piece.count
      rest += piece
      var start = 0
      while let end = rest[start...].firstIndex(of: UInt8(ascii: "\n")) {
        body(rest[start..<end])
        start = end + 1
      }
      rest.removeFirst(start)
    }
  }

  /// The mark is the third member, so it is near the beginning of the line.
  private static func holds(_ line: ArraySlice<UInt8>, _ mark: [UInt8]) -> Bool {
    let head = line.prefix(200)
    var rest = head
    while let start = rest.firstIndex(of: UInt8(ascii: "\"")) {
      rest = rest[start...]
      if rest.starts(with: mark) { return true }
      rest = rest.dropFirst()
    }
    return false
  }
}
