/// Which tasks were met, by a hash of their ids: small enough for a hundred thousand names.
///
/// Two tasks can have one hash, so it only says where to look closely.
struct TaskMarks {
  private var met: Set<UInt64> = []
  /// Hashes that were met more than once.
  private(set) var doubtful: Set<UInt64> = []

  /// Notes a file's name; what follows its first comma is not the task's id.
  mutating func note(_ name: UnsafeRawBufferPointer) {
    let mark = Self.mark(name)
    if !met.insert(mark).inserted { doubtful.insert(mark) }
  }

  /// False only when no such task was met.
  func mayHold(_ name: String) -> Bool { met.contains(Self.mark(name)) }
  func isDoubtful(_ name: String) -> Bool { doubtful.contains(Self.mark(name)) }

  private static func mark(_ name: String) -> UInt64 {
    var name = name
    return name.withUTF8 { mark(UnsafeRawBufferPointer($0)) }
  }

  /// FNV-1a (Fowler, Noll and Vo), 64 bits.
  private static func mark(_ name: UnsafeRawBufferPointer) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in name {
      if byte == UInt8(ascii: ",") { break }
      hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3
    }
    return hash
  }
}
