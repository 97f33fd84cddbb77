/// What of a request's body has not been read yet.
struct UnreadBody {
  private enum Rest {
    case none
    case length(Int)
    case chunked(ChunkedDecoder)
  }

  private var rest: Rest
  private var early: [UInt8]

  init(framing: BodyFraming, early: [UInt8]) {
    self.early = early
    rest =
      switch framing {
      case .none: .none
      case .length(let count): count == 0 ? .none : .length(count)
      case .chunked: .chunked(ChunkedDecoder())
      }
  }

  var isFinished: Bool {
    switch rest {
    case .none: true
    case .length(let count): count == 0
    case .chunked(let decoder): decoder.isFinished
    }
  }

  /// How large a piece is worth asking for: room that is not filled would cost page faults.
  var pieceSize: Int {
    if case .length(let count) = rest { min(count, Body.piece) } else { Body.piece }
  }

  /// Nothing of the body came with the head.
  var isWaitingForFirstByte: Bool { early.isEmpty && !isFinished }

  /// The next decoded bytes of the body, at most as many as `piece` holds; may be empty.
  mutating func next(from stream: any RequestStream, through piece: inout [UInt8])
    throws(Refusal) -> [UInt8]
  {
    let raw = try raw(from: stream, through: &piece)
    guard !raw.isEmpty else { throw .malformed(.cutShort) }
    switch rest {
    case .none: return []
    case .length(let count):
      let taken = min(count, raw.count)
      rest = .length(count - taken)
      return taken == raw.count ? raw : Array(raw[..<taken])
    case .chunked(var decoder):
      var decoded: [UInt8] = []
      do throws(HTTPFault) {
        _ = try decoder.feed(raw.span, into: &decoded)
      } catch {
        throw .malformed(error)
      }
      rest = .chunked(decoder)
      return decoded
    }
  }

  private mutating func raw(from stream: any RequestStream, through piece: inout [UInt8])
    throws(Refusal) -> [UInt8]
  {
    if !early.isEmpty {
      defer { early = [] }
      return early
    }
    let wanted = if case .length(let count) = rest { min(count, piece.count) } else { piece.count }
    let result = piece.withUnsafeMutableBytes { buffer -> Result<Int, StreamFault> in
      do throws(StreamFault) {
        return .success(
          try stream.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[..<wanted])))
      } catch {
        return .failure(error)
      }
    }
    switch result {
    case .success(let count): return Array(piece[..<count])
    case .failure(.tooSlow): throw .tooSlow
    case .failure(.broken): throw .malformed(.cutShort)
    }
  }
}
