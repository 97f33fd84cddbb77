/// A configuration file: JSON with comments and trailing commas.
package enum ConfigFile {
  /// How large one may be, in bytes.
  package static let limit = 1 << 20

  /// Reads and parses a whole file; a key that any object has twice is a fault.
  package static func read(
    _ path: String, files: Files
  ) throws(ConfigFault) -> JSONValue {
    let bytes: [UInt8]
    do throws(SmallFile.Fault) {
      bytes = try SmallFile.read(path, limit: limit, files: files)
    } catch {
      throw ConfigFault(file: path, .unreadable(reason: error.description))
    }
    do throws(JSONError) {
      return try JSONValue.parse(bytes, dialect: .config)
    } catch {
      throw ConfigFault(file: path, .malformed(error))
    }
  }
}
