/// The objects and arrays that are open, as a stack of one bit each.
///
/// Held inline and bounded, so that a hostile document costs neither memory nor call stack.
struct JSONNesting {
  /// How many may be open at once.
  static let limit = 256

  /// How many are open.
  private(set) var depth = 0

  /// A set bit is an object; the outermost is bit 0.
  private var bits = [4 of UInt64](repeating: 0)

  /// Whether the innermost is an object; false when none is open.
  private(set) var isInObject = false

  mutating func open(isObject: Bool) throws(JSONError) {
    guard depth < Self.limit else { throw .tooDeep }
    let bit: UInt64 = 1 << UInt64(depth & 63)
    if isObject { bits[depth >> 6] |= bit } else { bits[depth >> 6] &= ~bit }
    depth += 1
    isInObject = isObject
  }

  mutating func close() {
    depth -= 1
    isInObject = depth > 0 && bits[(depth - 1) >> 6] >> UInt64((depth - 1) & 63) & 1 == 1
  }
}
