extension EventName {
  /// What the ledger says of a request that was verified and not stored: the name of no event, with
  /// a hash of the sender's event and delivery id in the place of the event.
  ///
  /// It sorts and is swept as a name is; no event type is encoded with a tilde at its beginning.
  package init(ignored id: EventID, source: SpoolWord, event: String, delivery: String?) {
    var hash = SHA256()
    hash.update(Array(event.utf8))
    if let delivery { hash.update([0] + Array(delivery.utf8)) }
    self.init(id: id, source: source, encodedEvent: "~" + Hexadecimal.encode(hash.finish()))
  }

  /// Whether it stands for a request that was not stored.
  package var isIgnored: Bool { event.utf8.first == UInt8(ascii: "~") }
}
