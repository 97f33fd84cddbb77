internal import Common

/// One file of routes.
struct RouteFile {
  /// The routes that can be used.
  private(set) var routes: [(route: Route, key: String)] = []

  /// What is wrong with the others.
  private(set) var faults: [RouteFault] = []

  /// What the faults call the file.
  let path: String

  static let keys = ["secrets", "routes", ConfigReader.schemaKey]

  /// Reads a whole file; it throws what no single route can be blamed for.
  init(_ value: JSONValue, path: String) throws(ConfigFault) {
    let reader = try ConfigReader(value, file: path, path: "")
    try reader.finish(Self.keys)
    try reader.ignoreSchema()
    self.path = path
    guard case .array(let elements)? = reader.value("routes") else {
      let value = try reader.required(reader.value("routes"), "routes", "a list of routes")
      throw reader.wrong("routes", value, "a list of routes")
    }
    let secrets = readSecrets(try reader.object("secrets"))
    for (index, element) in elements.enumerated() {
      read(element, "routes[\(index)]", secrets)
    }
  }

  private mutating func read(
    _ value: JSONValue, _ key: String, _ secrets: [String: SecretReference]
  ) {
    do throws(ConfigFault) {
      let reader = try ConfigReader(value, file: path, path: key)
      routes.append((try Route(reader, secrets: secrets), key))
    } catch {
      let name = value["name"]?.asString.flatMap { SpoolWord($0) }
      faults.append(
        RouteFault(route: name, hidesRoutes: name == nil ? path : nil, fault: error))
    }
  }

  private mutating func readSecrets(_ reader: ConfigReader?) -> [String: SecretReference] {
    var secrets: [String: SecretReference] = [:]
    for member in reader?.members ?? [] {
      let key = "secrets.\(member.name)"
      do throws(ConfigFault) {
        guard SpoolWord(member.name) != nil else {
          throw ConfigFault(
            file: path, key: key,
            .wrong(found: "this name", expected: "1 to 48 of a-z, 0-9, - and _"))
        }
        secrets[member.name] = try SecretReference(member.value, file: path, path: key)
      } catch {
        faults.append(RouteFault(route: nil, fault: error))
      }
    }
    return secrets
  }
}
