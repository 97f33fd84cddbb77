import Common

/// A file system with the two verbs that only tests have.
struct ConformanceBench {
  let system: any FileSystem
  /// Stands before every path of a script.
  let root: String
  let hardLink: (String, String) throws -> Void
  let changeGroup: (String, UInt32) throws -> Void

  /// What every step answered, and then what is there, in words that two file systems can share.
  func answers(to operations: [DiskOperation]) throws -> [String] {
    var files: [String: Descriptor] = [:]
    var answers: [String] = []
    for operation in operations {
      var answer: String
      do {
        answer = try perform(operation, &files)
      } catch let error as SystemError {
        answer = "error \(error.code)"
      }
      answers.append("\(operation): \(answer)")
    }
    for file in files.values { system.close(file) }
    try describe("", into: &answers)
    return answers
  }

  private func perform(_ operation: DiskOperation, _ files: inout [String: Descriptor]) throws
    -> String
  {
    switch operation {
    case .open(let path, let file): files[file] = try system.open(root + path)
    case .create(let path, let permissions, let file):
      files[file] = try system.create(root + path, permissions: permissions)
    case .append(let path, let permissions, let file):
      files[file] = try system.openForAppending(root + path, permissions: permissions)
    case .update(let path, let permissions, let file):
      files[file] = try system.openForUpdating(root + path, permissions: permissions)
    case .close(let file): if let open = files.removeValue(forKey: file) { system.close(open) }
    case .read(let file, let offset, let limit):
      return try read(descriptor(file, files), offset, limit)
    case .write(let text, let file):
      try system.write(Array(text.utf8), to: descriptor(file, files))
    case .writeAt(let offset, let text, let file):
      try system.write(Array(text.utf8), to: descriptor(file, files), at: offset)
    case .sync(let file): try system.sync(descriptor(file, files), .eventBytes)
    case .give(let file, let user, let group):
      try system.give(descriptor(file, files), user: user, group: group)
    case .fileStatus(let file): return words(try system.status(descriptor(file, files)))
    case .lock(let file): return "\(try system.lock(descriptor(file, files), waiting: false))"
    default: return try performOnNames(operation)
    }
    return "done"
  }

  private func performOnNames(_ operation: DiskOperation) throws -> String {
    switch operation {
    case .syncFolder(let path): try system.sync(folder: root + path, .published)
    case .rename(let path, let target): try system.rename(root + path, to: root + target)
    case .remove(let path): try system.remove(root + path)
    case .removeFolder(let path): try system.removeFolder(root + path)
    case .makeFolder(let path, let mode): try system.makeFolder(root + path, permissions: mode)
    case .makeLink(let path, let text):
      try system.makeLink(root + path, text: text.hasPrefix("/") ? root + text : text)
    case .linkText(let path): return try system.linkText(root + path)
    case .status(let path): return words(try system.status(root + path))
    case .list(let path): return "\(try system.names(in: root + path))"
    case .room(let path): return "\(try system.freeBytes(root + path) > 0)"
    case .hardLink(let path, let other): try hardLink(root + path, root + other)
    case .changeGroup(let path, let group): try changeGroup(root + path, group)
    default: preconditionFailure("not an operation on names")
    }
    return "done"
  }

  /// A name that no descriptor has stands for a closed one.
  private func descriptor(_ name: String, _ files: [String: Descriptor]) -> Descriptor {
    files[name] ?? Descriptor(number: 9999)
  }

  private func read(_ file: Descriptor, _ offset: Int, _ limit: Int) throws -> String {
    var bytes = [UInt8](repeating: 0, count: limit)
    let count = try bytes.withUnsafeMutableBytes { try system.read(file, at: offset, into: $0) }
    return "'\(String(decoding: bytes.prefix(count), as: UTF8.self))'"
  }

  /// Links and size of a folder are each file system's own affair.
  private func words(_ status: FileStatus) -> String {
    let common = "\(status.kind) \(String(status.permissions, radix: 8)) \(status.owner)"
    if status.kind == .folder { return "\(common):\(status.group)" }
    return "\(common):\(status.group) size \(status.size) links \(status.links)"
  }

  private func describe(_ folder: String, into answers: inout [String]) throws {
    for name in try system.names(in: root + folder) {
      let path = "\(folder)/\(name)"
      let status = try system.status(root + path)
      var line = "\(path): \(words(status))"
      if status.kind == .symbolicLink { line += " to \(try system.linkText(root + path))" }
      if status.kind == .regular {
        let bytes = try system.contents(root + path, limit: 1000) ?? []
        line += " '\(String(decoding: bytes, as: UTF8.self))'"
      }
      answers.append(line)
      if status.kind == .folder { try describe(path, into: &answers) }
    }
  }
}
