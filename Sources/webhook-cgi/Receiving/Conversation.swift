internal import Common

/// One request and its answer on a stream.
///
/// Reads the body by its framing, drains what nobody wants, and replies the way the host expects.
struct Conversation {
  enum Flavour {
    /// The host (fcgiwrap among others) writes the whole body before it reads our output.
    case cgi
    /// We are the server, for this one request.
    case http
  }

  /// How much is read and dropped after a refusal, so that the sender sees the answer and no reset
  /// connection; more than any body that is accepted by default.
  private static var drainLimit: Int { 64 << 20 }

  let flavour: Flavour
  let stream: Stream
  /// How many bytes of the body were read for somebody, and not just drained.
  private(set) var bytesRead = 0
  private var unread: UnreadBody
  /// The client has been promised nothing yet and may wait for leave to send.
  private var awaitsContinue: Bool
  private let isHead: Bool

  init(_ flavour: Flavour, _ stream: Stream, _ request: Request) {
    self.flavour = flavour
    self.stream = stream
    unread = UnreadBody(framing: request.framing, early: request.early)
    awaitsContinue = request.expectsContinue
    isHead = request.method == "HEAD"
  }

  /// A conversation whose request was not understood: where its body would end is unknown.
  init(_ flavour: Flavour, unreadableOn stream: Stream, isHead: Bool) {
    self.flavour = flavour
    self.stream = stream
    unread = UnreadBody(framing: .length(Self.drainLimit), early: [])
    awaitsContinue = false
    self.isHead = isHead
  }

  /// Reads the whole body into `body`; refuses one that is over the limit, cut off or late.
  mutating func read(into body: inout Body, limit: Int) throws(Refusal) {
    if awaitsContinue {
      awaitsContinue = false
      if unread.isWaitingForFirstByte { try sendContinue() }
    }
    while !unread.isFinished {
      let bytes = try unread.next(from: stream)
      bytesRead += bytes.count
      guard body.count + bytes.count <= limit else { throw .tooLarge(limit: limit) }
      try body.append(bytes)
    }
  }

  /// Answers, and sees to it that the sender can read the answer.
  ///
  /// A socket that is closed while bytes lie in it resets the connection, and a client may lose the
  /// answer to that. So what comes is read until the client has seen the end and closes: a body
  /// that was refused, also by a client that asked for leave and did not wait for it, and whatever
  /// follows the request.
  mutating func reply(_ answer: Answer) {
    switch flavour {
    case .cgi:
      drain()
      try? stream.write(answer.cgiBytes(toHead: isHead))
    case .http:
      guard (try? stream.write(answer.httpBytes(toHead: isHead))) != nil else { return }
      stream.finishWriting()
      drain()
      if stream.hasArrived {
        unread = UnreadBody(framing: .length(Self.drainLimit), early: [])
        drain()
      }
    }
  }

  private mutating func drain() {
    var dropped = 0
    while !unread.isFinished, dropped < Self.drainLimit {
      do throws(Refusal) {
        dropped += try unread.next(from: stream).count
      } catch {
        // Behind a malformed chunk the rest is dropped as it comes.
        guard case .malformed(let fault) = error, fault != .cutShort else { return }
      }
    }
  }

  private func sendContinue() throws(Refusal) {
    do throws(StreamFault) {
      try stream.write(Answer.continueBytes)
    } catch {
      throw error == .tooSlow ? .tooSlow : .malformed(.cutShort)
    }
  }
}
