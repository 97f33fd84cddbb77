import TestSupport

@testable import Common

/// A configuration as text, and the files beside it, on a file system of its own.
struct ConfigSample {
  static let path = "/config.json"

  let files: any FileSystem

  /// Writes the files; the configuration is one of them unless it is nil.
  init(_ config: String?, _ others: [String: String] = [:]) throws {
    let files = SimulatedDisk(ignoring: nil).process("test")
    var texts = others
    texts[Self.path] = config
    for (path, text) in texts {
      let file = try files.create(path, permissions: 0o600)
      try files.write(Array(text.utf8), to: file)
      files.close(file)
    }
    self.files = files
  }

  /// Reads the configuration, as if its path were given on the command line.
  func load(_ environment: [String: String] = [:]) throws(ConfigFault) -> Configuration {
    try ConfigurationLoader(files: files) { environment[$0] }.load(Self.path)
  }

  /// The complaints of a text: the one about the whole, else those about its sources.
  static func complaints(_ text: String) throws -> [String] {
    let sample = try ConfigSample(text)
    do throws(ConfigFault) {
      return try sample.load().sources.all().faults.map { $0.description }
    } catch {
      return [error.description]
    }
  }
}
