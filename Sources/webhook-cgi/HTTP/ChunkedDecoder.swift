/// Takes the chunked coding off a body as it arrives (RFC 9112 section 7.1).
struct ChunkedDecoder: Sendable {
  /// What all chunk extensions of one body may take together; nobody sends any.
  static let extensionLimit = 16 * 1024
  /// What the trailer section may take; its fields are checked and dropped.
  static let trailerLimit = 8 * 1024
  private static let digitLimit = 16

  private enum State {
    case size, chunkExtension, sizeEnd, data, dataCR, dataLF, trailer, trailerEnd, finished
  }

  private var state = State.size
  private var digits = 0
  private var size: UInt64 = 0
  private var extensionBytes = 0
  private var trailerBytes = 0
  /// What has come of a line that is judged once it is whole.
  private var line: [UInt8] = []

  /// Whether the body's last byte has been seen.
  var isFinished: Bool { state == .finished }

  /// Appends what the input holds of the body to the output, and says how much input was used.
  ///
  /// All of it is used until the body is finished; what follows belongs to another request. The
  /// output grows by at most the input's length. After a throw the decoder is of no more use.
  mutating func feed(_ input: Span<UInt8>, into output: inout [UInt8]) throws(HTTPFault) -> Int {
    var index = 0
    while index < input.count, state != .finished {
      if state == .data {
        let length = Int(min(size, UInt64(input.count - index)))
        output.append(input, index..<(index + length))
        index += length
        size -= UInt64(length)
        if size == 0 { state = .dataCR }
      } else {
        try take(input[index])
        index += 1
      }
    }
    return index
  }

  private mutating func take(_ byte: UInt8) throws(HTTPFault) {
    switch state {
    case .size: try takeSize(byte)
    case .chunkExtension: try takeExtension(byte)
    case .sizeEnd:
      guard byte == .lineFeed else { throw .badChunk }
      state = size == 0 ? .trailer : .data
    case .dataCR:
      guard byte == .carriageReturn else { throw .badChunk }
      state = .dataLF
    case .dataLF:
      guard byte == .lineFeed else { throw .badChunk }
      digits = 0
      state = .size
    case .trailer: try takeTrailer(byte)
    case .trailerEnd:
      guard byte == .lineFeed else { throw .bareLineEnd }
      try endTrailerLine()
    case .data, .finished: break
    }
  }

  private mutating func takeSize(_ byte: UInt8) throws(HTTPFault) {
    if let nibble = byte.hexNibble {
      digits += 1
      guard digits <= Self.digitLimit else { throw .badChunk }
      size = size << 4 | UInt64(nibble)
      return
    }
    guard digits > 0 else { throw .badChunk }
    guard size <= UInt64(Int.max) else { throw .bodyTooLarge }
    switch byte {
    case .carriageReturn: state = .sizeEnd
    case .space, .tab, UInt8(ascii: ";"): try takeExtension(byte)
    default: throw .badChunk
    }
  }

  private mutating func takeExtension(_ byte: UInt8) throws(HTTPFault) {
    extensionBytes += 1
    guard extensionBytes <= Self.extensionLimit else { throw .chunkExtensionTooLarge }
    if byte == .carriageReturn {
      guard line.span.areChunkExtensions else { throw .badChunk }
      line.removeAll(keepingCapacity: true)
      state = .sizeEnd
      return
    }
    state = .chunkExtension
    guard byte.isFieldText else { throw .badChunk }
    line.append(byte)
  }

  private mutating func takeTrailer(_ byte: UInt8) throws(HTTPFault) {
    if byte == .carriageReturn {
      state = .trailerEnd
      return
    }
    trailerBytes += 1
    guard trailerBytes <= Self.trailerLimit else { throw .trailerTooLarge }
    guard byte != .lineFeed else { throw .bareLineEnd }
    line.append(byte)
  }

  private mutating func endTrailerLine() throws(HTTPFault) {
    guard !line.isEmpty else {
      state = .finished
      return
    }
    try checkTrailer(line.span)
    line.removeAll(keepingCapacity: true)
    state = .trailer
  }

  /// A trailer is dropped, but one that says where the body ends says it too late: a reader that
  /// took its word would see another request behind this one (RFC 9110 section 6.5.1).
  private func checkTrailer(_ line: Span<UInt8>) throws(HTTPFault) {
    let field = try FieldLine(parsing: line)
    let name = line.extracting(0..<field.nameLength)
    if name.isText("content-length") || name.isText("transfer-encoding") {
      throw .framingInTrailer
    }
  }
}
