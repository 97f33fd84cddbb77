extension SecretReference {
  /// How long a secret may be, in bytes.
  package static let limit = 65_536

  /// Reads the secret; one newline at its end is dropped, because editors and `echo` put it there.
  ///
  /// `environment` gives the value of a variable, nil when it is not set.
  package func resolve(
    files: Files, environment: (String) -> String?
  ) throws(SecretFault) -> Secret {
    var bytes = try content(files, environment)
    if bytes.last == .lineFeed { bytes.removeLast() }
    if bytes.isEmpty { throw SecretFault(self, .empty) }
    return Secret(bytes)
  }

  private func content(
    _ files: Files, _ environment: (String) -> String?
  ) throws(SecretFault) -> [UInt8] {
    switch self {
    case .file(let path):
      return try read(path, files)
    case .credential(let name):
      guard let folder = environment("CREDENTIALS_DIRECTORY"), !folder.isEmpty else {
        throw SecretFault(self, .noCredentials)
      }
      return try read("\(folder)/\(name)", files)
    case .env(let name):
      guard let value = environment(name) else { throw SecretFault(self, .notSet) }
      if value.utf8.count > Self.limit { throw SecretFault(self, .tooLarge) }
      return Array(value.utf8)
    }
  }

  private func read(_ path: String, _ files: Files) throws(SecretFault) -> [UInt8] {
    do throws(SmallFile.Fault) {
      return try SmallFile.read(path, limit: Self.limit, files: files)
    } catch {
      switch error {
      case .failed(let error) where error.isMissing: throw SecretFault(self, .missing)
      case .tooLarge: throw SecretFault(self, .tooLarge)
      case .failed, .notRegular: throw SecretFault(self, .unreadable(error.description))
      }
    }
  }
}
