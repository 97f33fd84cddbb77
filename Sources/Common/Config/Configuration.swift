/// What both programs are told: where the spool is, who may send, how long things are kept.
package struct Configuration: Sendable {
  /// The spool's folder; absolute, no slash at the end.
  package let spool: String

  /// How many bytes of the file system the receiver leaves to the runner.
  package let keepFree: Int

  /// How long a whole request may take, in milliseconds.
  package let deadline: Int64

  /// Whose files in `incoming/` are verified events, by name or number; nil is the account
  /// `webhook-cgi`, and where there is none, the runner's own.
  package let receiverUser: String?

  /// Addresses, networks or `unix`, whose word about the client's address counts.
  package let trustedProxies: [String]
  package let retention: Retention
  package let sources: SourceTable

  /// The file it was read from; nil when the environment is all there is.
  package let file: String?

  package static let keys = [
    "spool", "keep_free", "deadline", "receiver_user", "trusted_proxies", "retention", "sources",
    ConfigReader.schemaKey,
  ]

  /// Where the spool is if nobody says.
  package static let defaultSpool = "/var/spool/webhook"

  /// Room for two of the largest usual bodies, and for the runner's lines.
  static let defaultKeepFree = 64 << 20
  static let defaultDeadline: Int64 = 30_000

  /// Reads all but the sources; `label` is what the faults call the file, there or not.
  init(_ value: JSONValue, label: String, file: String?) throws(ConfigFault) {
    let reader = try ConfigReader(value, file: label, path: "")
    try reader.finish(Self.keys)
    try reader.ignoreSchema()
    self.file = file
    spool = try reader.absolutePath("spool") ?? Self.defaultSpool
    keepFree = try reader.size("keep_free", 0...1 << 50) ?? Self.defaultKeepFree
    deadline =
      try reader.time("deadline", 1000...3_600_000, "a time from \"1s\" to \"1h\"")
      ?? Self.defaultDeadline
    receiverUser = try Self.user(reader)
    trustedProxies = try Self.proxies(reader)
    retention = try reader.object("retention").map(Retention.init) ?? Retention()
    sources = SourceTable(try reader.object("sources"))
  }

  private static func user(_ reader: ConfigReader) throws(ConfigFault) -> String? {
    if let number = reader.value("receiver_user")?.asInteger, UInt32(exactly: number) != nil {
      return "\(number)"
    }
    return try reader.string("receiver_user", "a user's name or number")
  }

  private static func proxies(_ reader: ConfigReader) throws(ConfigFault) -> [String] {
    if reader.value("trusted_proxies") == .array([]) { return [] }
    let expected = "\"unix\", an address such as \"127.0.0.1\" or a network such as \"10.0.0.0/8\""
    return try reader.list("trusted_proxies", expected) {
      $0.asString.flatMap { $0 == "unix" || AddressRange($0) != nil ? $0 : nil }
    } ?? []
  }
}
