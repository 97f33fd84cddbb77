internal import Common

/// Recognises a copy of a routed event by its bytes, all of them.
struct RoutedCopy {
  let spool: Spool

  private static let piece = 64 * 1024

  private var files: any FileSystem { spool.files }

  /// The event in `events/` that has exactly the bytes of this file; nil when there is none.
  func event(of file: Descriptor, size: Int) throws(SystemError) -> EventName? {
    guard let id = try id(in: file, size), let name = try routed(id) else { return nil }
    let original = try files.openRegular(FilePath(spool.path(event: name)))
    defer { files.close(original) }
    guard try files.status(original).size == size else { return nil }
    var offset = 0
    while offset < size {
      let bytes = try files.read(file, from: offset, limit: Self.piece)
      guard !bytes.isEmpty,
        try bytes == files.read(original, from: offset, limit: Self.piece)
      else { return nil }
      offset += bytes.count
    }
    return name
  }

  /// The id in the end mark, if the file ends in one.
  private func id(in file: Descriptor, _ size: Int) throws(SystemError) -> EventID? {
    let (head, tail) = (Array(",\"id\":\"".utf8), Array("\"}\n".utf8))
    let length = head.count + EventID.length + tail.count
    guard size > length else { return nil }
    let mark = try files.read(file, from: size - length, limit: length)
    let text = String(decoding: mark.dropFirst(head.count).dropLast(tail.count), as: UTF8.self)
    guard let id = EventID(text), EventFile.endMark(of: id) == mark else { return nil }
    return id
  }

  private func routed(_ id: EventID) throws(SystemError) -> EventName? {
    let folder = spool.folder(of: id)
    guard try files.exists(folder) else { return nil }
    return try files.names(in: folder).lazy.compactMap { EventName($0) }.first { $0.id == id }
  }
}
