/// Who may send to a source, and how often, besides proving who they are.
///
/// Nothing in it is the default, and costs nothing.
package struct Admission: Equatable, Sendable {
  /// How often one client may send; nil is any number.
  package let rate: RateLimit?

  /// The addresses that may send; nil is all.
  package let addresses: [AllowedAddress]?

  /// What a client's `User-Agent` begins with, one of them; nil is anything.
  package let userAgents: [String]?

  package static let keys = ["rate", "addresses", "user_agents"]

  /// Reads its keys out of the object of a source.
  init(_ reader: ConfigReader) throws(ConfigFault) {
    rate = try reader.object("rate").map(RateLimit.init)
    addresses = try Self.addresses(reader)
    userAgents = try reader.strings("user_agents")
  }

  private static func addresses(_ reader: ConfigReader) throws(ConfigFault) -> [AllowedAddress]? {
    guard let elements = try reader.list("addresses", AllowedAddress.expected) else { return nil }
    var addresses: [AllowedAddress] = []
    for element in elements {
      addresses.append(
        try AllowedAddress(element.value, file: reader.file, path: reader.path(element.key)))
    }
    return addresses
  }
}
