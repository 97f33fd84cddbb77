internal import Common

extension RouteFile {
  /// Reads every `*.json` of a folder, sorted by name; names with a dot in front are not looked at.
  ///
  /// A file that cannot be read, or does not parse, is a fault like that of a route: the runner
  /// remembers which events its routes did not see. A folder that is not there holds no routes,
  /// unless it was asked for by name; what is thrown stops all routing.
  static func load(
    _ folder: String, _ files: any FileSystem, isNamed: Bool = false
  ) throws(ConfigFault) -> RouteTable {
    var contents: [RouteFile] = []
    var faults: [RouteFault] = []
    for name in try names(in: folder, files, isNamed) {
      let path = "\(folder)/\(name)"
      do throws(ConfigFault) {
        contents.append(try RouteFile(ConfigFile.read(path, files: files), path: path))
      } catch {
        faults.append(RouteFault(route: nil, hidesRoutes: path, fault: error))
      }
    }
    return RouteTable(contents, unread: faults)
  }

  /// The folder beside a configuration file.
  static func folder(beside file: String) -> String {
    guard let slash = file.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "routes.d" }
    return file[...slash] + "routes.d"
  }

  private static func names(
    in folder: String, _ files: any FileSystem, _ isNamed: Bool
  ) throws(ConfigFault) -> [String] {
    do throws(SystemError) {
      return try files.names(in: folder).filter { !$0.hasPrefix(".") && $0.hasSuffix(".json") }
    } catch {
      if error.isMissing, !isNamed { return [] }
      let reason = "cannot be read: \(ErrorNumber.text(error.code))"
      throw ConfigFault(file: folder, .unreadable(reason: reason))
    }
  }
}
