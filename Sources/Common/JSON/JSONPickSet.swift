/// A set of picks, by their index: a word, because it is made anew for every name.
struct JSONPickSet: Equatable {
  /// How many picks there may be.
  static let limit = 64

  private var bits: UInt64

  /// The set of no pick.
  static let none = JSONPickSet(bits: 0)

  private init(bits: UInt64) {
    self.bits = bits
  }

  /// Makes the set of the first so many picks.
  init(count: Int) {
    bits = count == 0 ? 0 : ~0 >> UInt64(Self.limit - count)
  }

  /// The lowest index in the set; `limit` for the empty set.
  var first: Int { bits.trailingZeroBitCount }

  /// Returns the picks that meet a condition.
  @inline(__always)
  func filter(_ condition: (Int) -> Bool) -> JSONPickSet {
    var rest = self
    var kept = JSONPickSet.none
    while rest != .none {
      let index = rest.first
      rest.bits &= rest.bits &- 1
      if condition(index) { kept.bits |= 1 << UInt64(index) }
    }
    return kept
  }

  func contains(_ index: Int) -> Bool {
    bits >> UInt64(index) & 1 == 1
  }

  func subtracting(_ other: JSONPickSet) -> JSONPickSet {
    JSONPickSet(bits: bits & ~other.bits)
  }

  func isDisjoint(with other: JSONPickSet) -> Bool {
    bits & other.bits == 0
  }

  mutating func formUnion(_ other: JSONPickSet) {
    bits |= other.bits
  }
}
