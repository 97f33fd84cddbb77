internal import Common

/// A request's body: held while it is small, beyond that in a file without a name.
///
/// So a flood of forged requests of usual size touches no disk, and 25 MB need no memory.
struct Body {
  static let held = 128 * 1024
  static let piece = 64 * 1024

  private(set) var count = 0
  private var bytes: [UInt8] = []
  private var scratch: Descriptor?
  private let spool: Spool
  private let id: EventID
  private let room: BodyRoom?
  private var slot: Descriptor?
  /// How many bytes went into the file since the free room was looked at.
  private var unlooked = 0

  /// A body that takes no more than `room` gives; nil takes what is there.
  init(spool: Spool, id: EventID, room: BodyRoom? = nil) {
    self.spool = spool
    self.id = id
    self.room = room
  }

  /// Adds bytes at the end.
  mutating func append(_ more: [UInt8]) throws(Refusal) {
    count += more.count
    if scratch == nil, count <= Self.held {
      // Most bodies come in one piece, which then needs no copy.
      if bytes.isEmpty { bytes = more } else { bytes.append(contentsOf: more) }
      return
    }
    if scratch == nil { slot = try room?.takeSlot() }
    unlooked += more.count
    if unlooked >= BodyRoom.step {
      unlooked = 0
      try room?.check()
    }
    do throws(SystemError) {
      let file = if let scratch { scratch } else { try spill() }
      try spool.files.write(more, to: file)
    } catch {
      throw .unavailable(error.description, retryAfter: 30)
    }
  }

  /// Gives the slot to others, once the signature was looked at.
  mutating func leaveSlot() {
    if let slot { spool.files.close(slot) }
    slot = nil
  }

  /// Hands the bytes out in order, in pieces; may be called again.
  func forEachPiece(_ take: ([UInt8]) throws(SystemError) -> Void) throws(SystemError) {
    guard let scratch else { return try take(bytes) }
    var offset = 0
    while offset < count {
      let piece = try spool.files.read(scratch, from: offset, limit: Self.piece)
      if piece.isEmpty { return }
      try take(piece)
      offset += piece.count
    }
  }

  /// Reads at an offset; 0 is the end.
  func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) throws(SystemError) -> Int {
    if let scratch { return try spool.files.read(scratch, at: offset, into: buffer) }
    let end = min(bytes.count, offset + buffer.count)
    guard offset < end else { return 0 }
    bytes.withUnsafeBytes { held in
      buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: held[offset..<end]))
    }
    return end - offset
  }

  /// The bytes at these offsets, as many of them as there are.
  func bytes(_ range: Range<Int>) throws(SystemError) -> [UInt8] {
    guard let scratch else { return Array(bytes[range.clamped(to: bytes.indices)]) }
    return try spool.files.read(scratch, from: range.lowerBound, limit: range.count)
  }

  private mutating func spill() throws(SystemError) -> Descriptor {
    let path = spool.path(.tmp, ".\(id).body")
    let file = try spool.files.create(path, permissions: 0o600)
    try spool.files.remove(path)
    try spool.files.write(bytes, to: file)
    bytes = []
    scratch = file
    return file
  }
}
