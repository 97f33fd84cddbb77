internal import Common

extension DropTaker {
  /// What is to be done with a file, by what it is and what is in it.
  enum Inspection: Equatable {
    case good
    /// A copy of a routed event, byte for byte, by an account that may have it routed again.
    case routed(EventName)
    /// Wrong whatever happens to it.
    case refused(String)
    /// Wrong now; it may still be being written, or its mode be mended.
    case doubtful(String, size: Int)
    case gone
  }

  func inspect(_ path: FilePath) throws(SystemError) -> Inspection {
    guard let outside = try spool.files.statusIfPresent(path) else { return .gone }
    guard outside.kind == .regular else { return .refused(Self.notRegular(outside.kind)) }
    let file: Descriptor
    do {
      file = try spool.files.open(path)
    } catch {
      if error.isMissing { return .gone }
      guard error.isDenied else { throw error }
      return .doubtful("not readable by the runner: chmod g+r", size: outside.size)
    }
    defer { spool.files.close(file) }
    return try inspect(file)
  }

  private func inspect(_ file: Descriptor) throws(SystemError) -> Inspection {
    let status = try spool.files.status(file)
    guard status.kind == .regular else { return .refused(Self.notRegular(status.kind)) }
    guard status.links <= 1 else {
      return .refused("it has \(status.links) names (hard links): copy it instead")
    }
    guard trust.mayDrop(status.owner) else {
      return .refused("its owner (user \(status.owner)) is not a member of the spool's group")
    }
    if trust.mayReprocess(status.owner),
      let event = try RoutedCopy(spool: spool).event(of: file, size: status.size)
    {
      return .routed(event)
    }
    guard status.size <= rules.maxBody else {
      return .refused("it has \(status.size) bytes; the limit is \(rules.maxBody) (max_body)")
    }
    guard try DroppedFile.read(file, spool.files) != nil else {
      let wanted = "{\"event\": \"...\", \"payload\": {...}}"
      return .doubtful(
        "it is not a JSON object with at least \(wanted), and not too much beside them",
        size: status.size)
    }
    return .good
  }

  private static func notRegular(_ kind: FileStatus.Kind) -> String {
    switch kind {
    case .symbolicLink: "it is a symbolic link: copy the file itself"
    case .folder: "it is a folder"
    case .regular, .other: "it is not a regular file"
    }
  }
}
