extension Journal {
  /// What became of the line of a refusal.
  package enum Noted: Equatable, Sendable {
    case written
    /// The day's file has met the bound.
    case full
    case failed(SystemError)
  }

  /// Adds the line of a refused request, unless its day's file has met the bound.
  ///
  /// It costs no sync, and one look at the open file. Two processes may meet the bound at the same
  /// moment, so a file ends at most a line of each above its last bound.
  package func note(
    _ what: String, upTo bound: RefusalBound, _ members: (inout JSONWriter) -> Void
  ) -> Noted {
    let now = clock.now()
    do throws(SystemError) {
      let file = try open(.refused, now)
      defer { files.close(file) }
      let size = try files.status(file).size
      guard size < bound.bytes else { return .full }
      var writer = begin(what, now)
      members(&writer)
      if let met = RefusalBound.met(from: size, to: size + writer.bytes.count + 2) {
        writer.member("no_more", met.closedText)
      }
      try files.write(Self.line(&writer), to: file)
      return .written
    } catch {
      return .failed(error)
    }
  }
}
