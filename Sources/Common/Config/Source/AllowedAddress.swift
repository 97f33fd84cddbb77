/// An element of a source's `addresses`: who may send.
package enum AllowedAddress: Equatable, Sendable {
  /// Whoever connects through a local socket and is no trusted proxy.
  case unix
  case range(AddressRange)

  /// Those in a list, which is read at every request.
  case file(String)

  package static let keys = ["file"]

  static let expected =
    "\"unix\", an address such as \"192.0.2.7\", a network such as \"10.0.0.0/8\" "
    + "or {\"file\": \"/path\"}"

  /// Reads one element, which stands at `path`.
  init(_ value: JSONValue, file: String, path: String) throws(ConfigFault) {
    if let text = value.asString {
      guard let understood = Self(text) else {
        throw ConfigFault(
          file: file, key: path, .wrong(found: value.shownInFault, expected: Self.expected))
      }
      self = understood
      return
    }
    let reader = try ConfigReader(value, file: file, path: path, expected: Self.expected)
    try reader.finish(Self.keys)
    self = .file(try reader.required(reader.absolutePath("file"), "file", "an absolute path"))
  }

  private init?(_ text: String) {
    if text == "unix" {
      self = .unix
    } else if let range = AddressRange(text) {
      self = .range(range)
    } else {
      return nil
    }
  }
}
