/// A few slots of a rate table that are read and searched together.
///
/// `docs/INTERNALS.md` has the format.
struct RateBucket {
  static let slots = 8
  static let slotSize = 16
  static let size = slots * slotSize

  /// A mark of a client, and the time that is kept of it.
  struct Slot: Equatable {
    var mark: UInt64 = 0
    var kept: Int64 = 0

    var bytes: [UInt8] {
      withUnsafeBytes(of: mark.littleEndian) { Array($0) }
        + withUnsafeBytes(of: kept.littleEndian) { Array($0) }
    }
  }

  private let all: [Slot]

  /// Takes the bytes of a bucket; slots that are not there are empty.
  init(_ bytes: [UInt8]) {
    all = stride(from: 0, to: Self.size, by: Self.slotSize).map { start in
      guard bytes.count >= start + Self.slotSize else { return Slot() }
      return Slot(
        mark: Self.number(bytes[start..<start + 8]),
        kept: Int64(bitPattern: Self.number(bytes[start + 8..<start + 16])))
    }
  }

  subscript(index: Int) -> Slot { all[index] }

  /// The slot of a client; without one, that of the client which was idle longest.
  ///
  /// A time that cannot be now's is as good as none: else slots of a clock that was wrong once
  /// would stay for ever.
  func slot(of mark: UInt64, isPossible: (Int64) -> Bool) -> Int {
    if let own = all.firstIndex(where: { $0.mark == mark }) { return own }
    let ages = all.map { isPossible($0.kept) ? $0.kept : .min }
    return ages.indices.min { ages[$0] < ages[$1] } ?? 0
  }

  private static func number(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }
}
