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

  /// Nothing of the body came with the head.
  var isWaitingForFirstByte: Bool { early.isEmpty && !isFinished }

  /// The next decoded bytes of the body, at most `Body.piece` of them; may be empty.
  mutating func next(from stream: Stream) throws(Refusal) -> [UInt8] {
    let raw = try raw(from: stream)
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
        // Where it would end is unknown; what comes is dropped until the sender has its answer.
        rest = .length(.max)
        throw .malformed(error)
      }
      rest = .chunked(decoder)
      return decoded
    }
  }

  /// Reads into memory of its own: a buffer that is filled again and again would have to be zeroed
  /// first and copied afterwards.
  private mutating func raw(from stream: Stream) throws(Refusal) -> [UInt8] {
    if !early.isEmpty {
      defer { early = [] }
      return early
    }
    let wanted = if case .length(let count) = rest { min(count, Body.piece) } else { Body.piece }
    var fault: StreamFault?
    let bytes = [UInt8](unsafeUninitializedCapacity: wanted) { buffer, count in
      do throws(StreamFault) {
        count = try stream.read(into: UnsafeMutableRawBufferPointer(buffer))
      } catch {
        fault = error
      }
    }
    switch fault {
    case nil: return bytes
    case .tooSlow: throw .tooSlow
    case .broken: throw .malformed(.cutShort)
    }
  }
}
