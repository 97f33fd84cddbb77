/// The file of one event: what stands before the payload, and what stands behind it.
///
/// The head is known before the body is read; the tail only after it was verified, and its last
/// member, the id, is the end mark. `docs/INTERNALS.md` has the format.
package struct EventFile: Sendable {
  package var id: EventID
  package var source: SpoolWord
  package var received: Moment
  /// The client's address, `unix` for a local socket, nil when nobody knows.
  package var remote: String?
  /// Only names the source's allow-list lets through, in lower case.
  package var headers: [EventHeader] = []
  /// A valid W3C trace context of the sender, else nil.
  package var traceparent: String?

  package var event = ""
  package var action: String?
  /// The sender's id of this delivery; nil when it sent none.
  package var delivery: String?
  package var repository: String?
  /// Of the issue or pull request it is about.
  package var number: Int?
  /// The login of the account at the sender that caused it.
  package var sender: String?
  package var verified = false
  /// The container images that were pushed; the member is there only where there are some.
  package var images: [PushedImage] = []
  /// The id a dropped file had of its own.
  package var originalID: String?

  package init(id: EventID, source: SpoolWord, received: Moment) {
    self.id = id
    self.source = source
    self.received = received
  }

  package var name: EventName { EventName(id: id, source: source, event: event) }

  /// Everything up to where the payload's bytes go.
  package func head() -> [UInt8] {
    var writer = JSONWriter()
    writeHead(&writer)
    return writer.bytes
  }

  /// Everything behind the payload: the members that need it, and the end mark.
  package func tail() -> [UInt8] {
    var writer = JSONWriter()
    writer.beginObject()
    writer.member("event", event)
    writer.member("action", action)
    writer.member("delivery", delivery)
    writer.member("repository", repository)
    writer.member("number", number)
    writer.member("sender", sender)
    writer.member("verified", verified)
    if !images.isEmpty {
      writer.name("images")
      writer.beginArray()
      for image in images { image.write(to: &writer) }
      writer.endArray()
    }
    if let originalID { writer.member("original_id", originalID) }
    let members = writer.bytes.dropFirst()
    return [UInt8(ascii: ",")] + members + Self.endMark(of: id)
  }

  /// The last bytes of a finished file.
  ///
  /// The id is drawn for one request and told to nobody before the answer, so no sender can make a
  /// torn file look finished.
  package static func endMark(of id: EventID) -> [UInt8] {
    Array(",\"id\":\"\(id)\"}\n".utf8)
  }

  private func writeHead(_ writer: inout JSONWriter) {
    writer.beginObject()
    writer.member("source", source.description)
    writer.member("received", received.text)
    writer.member("remote", remote)
    writer.name("headers")
    writer.beginObject()
    for header in headers { writer.member(header.name, header.value) }
    writer.endObject()
    writer.member("traceparent", traceparent)
    writer.name("payload")
  }
}

/// One header that is kept with an event.
package struct EventHeader: Equatable, Sendable {
  package let name: String
  package let value: String

  package init(name: String, value: String) {
    self.name = name
    self.value = value
  }
}
