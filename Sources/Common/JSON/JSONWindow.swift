/// The part of a document that is in memory, and where in the document that is.
///
/// Noncopyable, because two of them would fill the same memory.
struct JSONWindow: ~Copyable {
  private let memory: JSONMemory
  private let bytes: UnsafeMutableRawBufferPointer
  private let fill: (UnsafeMutableRawBufferPointer) -> Int?
  private var position = 0
  private var limit = 0
  private var isEnded = false

  /// The offset in the document of the window's first byte.
  private var base = 0

  /// The line of the next byte, from 1, and the offset its line begins at.
  private(set) var line = 1
  private var lineStart = 0

  init(size: Int, fill: @escaping (UnsafeMutableRawBufferPointer) -> Int?) {
    memory = JSONMemory(size: max(1, size))
    bytes = memory.bytes
    self.fill = fill
  }

  /// How many bytes of the document have been consumed.
  var offset: Int { base + position }

  /// The column of the next byte, from 1.
  var column: Int { offset - lineStart + 1 }

  /// Returns the next byte without consuming it, or nil at the end of the document.
  @inline(__always)
  mutating func peek() throws(JSONError) -> UInt8? {
    if position == limit {
      guard try refill() else { return nil }
    }
    return bytes.baseAddress?.load(fromByteOffset: position, as: UInt8.self)
  }

  /// Consumes the byte that was peeked at.
  @inline(__always)
  mutating func advance() {
    position &+= 1
  }

  /// Consumes a line feed that was peeked at, and counts it.
  mutating func advanceLine() {
    position &+= 1
    line += 1
    lineStart = offset
  }

  /// Consumes the bytes in memory up to the next one that matters inside a string.
  ///
  /// - Returns: what was consumed, valid until the next call.
  @inline(__always)
  mutating func takePlain() -> UnsafeRawBufferPointer {
    let rest = UnsafeRawBufferPointer(rebasing: bytes[position..<limit])
    let count = JSONPlainText.length(of: rest)
    position &+= count
    return UnsafeRawBufferPointer(rebasing: rest[..<count])
  }

  /// Puts the next bytes of the document in the place of those consumed.
  ///
  /// - Returns: whether there were any.
  @inline(never)
  private mutating func refill() throws(JSONError) -> Bool {
    guard !isEnded else { return false }
    guard let count = fill(bytes) else { throw .unreadable }
    precondition(count >= 0 && count <= bytes.count, "an input overran its buffer")
    base += limit
    position = 0
    limit = count
    isEnded = count == 0
    return count > 0
  }
}
