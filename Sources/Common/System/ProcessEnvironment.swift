internal import Glibc

/// The variables this process was started with.
package struct ProcessEnvironment: Sendable {
  package init() {}

  /// The value of a variable, nil when it is not set.
  package func value(_ name: String) -> String? {
    guard let value = getenv(name) else { return nil }
    return String(cString: value)
  }

  /// Hands every variable's name and value to `body`, in the order of the environment.
  package func forEach(_ body: (String, String) -> Void) {
    var entry = environ
    while let text = entry.pointee {
      let pair = String(cString: text)
      if let equals = pair.utf8.firstIndex(of: UInt8(ascii: "=")) {
        body(String(pair[..<equals]), String(pair[pair.utf8.index(after: equals)...]))
      }
      entry += 1
    }
  }
}
