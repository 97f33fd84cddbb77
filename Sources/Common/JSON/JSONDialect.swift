/// How much of the JSON grammar is taken.
package enum JSONDialect: Sendable {
  /// RFC 8259 and nothing else: what comes from senders.
  case strict

  /// Also `//` and `/* */` comments, and a comma before an end: what people write.
  case config
}
