/// What a delivery is known by in the ledger: SHA-256 of source, NUL and the sender's id of it.
///
/// Only the hash is ever a file name, so a sender's id may hold anything.
package struct DeliveryKey: Hashable, Sendable {
  /// 64 lower-case hexadecimal digits.
  package let hash: String

  package init(source: SpoolWord, delivery: String) {
    var hash = SHA256()
    hash.update(Array(source.description.utf8) + [0] + Array(delivery.utf8))
    self.hash = Hexadecimal.encode(hash.finish())
  }

  /// The key of a body, by its SHA-256, where a source takes every body once.
  ///
  /// No source's name has a colon, so no delivery id can make the same key.
  package init(source: SpoolWord, bodyDigest: [UInt8]) {
    var hash = SHA256()
    hash.update(Array("body:\(source)".utf8) + [0] + bodyDigest)
    self.hash = Hexadecimal.encode(hash.finish())
  }

  /// The key of a body whose request was verified and not stored.
  package init(source: SpoolWord, ignoredBodyDigest digest: [UInt8]) {
    var hash = SHA256()
    hash.update(Array("ignored:\(source)".utf8) + [0] + digest)
    self.hash = Hexadecimal.encode(hash.finish())
  }

  /// Two digits: 256 folders keep a million entries to some thousand names each.
  package var fan: String { String(decoding: hash.utf8.prefix(2), as: UTF8.self) }
}
