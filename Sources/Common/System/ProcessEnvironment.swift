internal import Glibc

/// The variables this process was started with.
package struct ProcessEnvironment: Sendable {
  package init() {}

  /// The value of a variable, nil when it is not set.
  package func value(_ name: String) -> String? {
    guard let value = getenv(name) else { return nil }
    return String(cString: value)
  }

  /// Hands name and value of every variable whose name begins with one of the prefixes to `body`,
  /// in the order of the environment; of the others no text is made.
  package func forEach(prefixed prefixes: [String], _ body: (String, String) -> Void) {
    var entry = environ
    while let text = entry.pointee {
      if prefixes.contains(where: { strncmp(text, $0, $0.utf8.count) == 0 }),
        let equals = strchr(text, Int32(UInt8(ascii: "=")))
      {
        let name = UnsafeRawBufferPointer(start: text, count: equals - text)
        body(String(decoding: name, as: UTF8.self), String(cString: equals + 1))
      }
      entry += 1
    }
  }
}
