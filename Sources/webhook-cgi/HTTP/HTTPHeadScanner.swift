/// Collects the head of a request as it arrives and finds where it ends.
///
/// Every byte is looked at once, however the bytes are cut into reads.
struct HTTPHeadScanner: Sendable {
  /// The longest request line, without CRLF; RFC 9112 section 3 asks for at least 8000.
  static let requestLineLimit = 8 * 1024
  /// The longest head, with its last empty line; what nginx takes by default is 32 KiB.
  static let headLimit = 64 * 1024
  static let fieldLimit = 100

  /// The bytes of the head so far; the whole head once `feed` has returned a number.
  private(set) var head: [UInt8] = []
  private(set) var isComplete = false
  private var count = 0
  private var lines = 0
  private var lineLength = 0
  private var isAfterCR = false
  private var hasSkippedLine = false
  private var leading = 0

  /// Takes the next bytes, and says how many of them belong to the head once it is whole.
  ///
  /// Nil means that all were taken and more are needed. A control byte is refused as soon as it is
  /// seen, so that a TLS client is told at once. After a throw the scanner is of no more use.
  mutating func feed(_ bytes: Span<UInt8>) throws(HTTPFault) -> Int? {
    guard !isComplete else { return 0 }
    for index in bytes.indices {
      isComplete = try take(bytes[index])
      guard isComplete else { continue }
      keep(bytes, upTo: index + 1)
      return index + 1
    }
    keep(bytes, upTo: bytes.count)
    return nil
  }

  /// Moves on by one byte, and says whether it was the last of the head.
  private mutating func take(_ byte: UInt8) throws(HTTPFault) -> Bool {
    count += 1
    guard count <= Self.headLimit else { throw .headTooLarge }
    if isAfterCR {
      guard byte == .lineFeed else { throw .bareLineEnd }
      isAfterCR = false
      return try endLine()
    }
    switch byte {
    case .carriageReturn: isAfterCR = true
    case .lineFeed: throw .bareLineEnd
    default:
      guard byte.isFieldText else { throw .controlByte }
      lineLength += 1
      if lines == 0, lineLength > Self.requestLineLimit { throw .requestLineTooLong }
    }
    return false
  }

  private mutating func endLine() throws(HTTPFault) -> Bool {
    if lineLength == 0 {
      if lines > 0 { return true }
      return try skipLine()
    }
    lineLength = 0
    lines += 1
    guard lines <= Self.fieldLimit + 1 else { throw .tooManyFields }
    return false
  }

  /// Passes over one empty line before the request, as RFC 9112 section 2.2 asks.
  private mutating func skipLine() throws(HTTPFault) -> Bool {
    guard !hasSkippedLine else { throw .badRequestLine }
    hasSkippedLine = true
    leading = 2
    return false
  }

  private mutating func keep(_ bytes: Span<UInt8>, upTo end: Int) {
    head.append(bytes, 0..<end)
    guard leading > 0 else { return }
    head.removeFirst(leading)
    leading = 0
  }
}
