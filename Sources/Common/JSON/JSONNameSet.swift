/// Finds the name that an object has twice.
///
/// Names are compared byte by byte. Few names are compared one by one, which allocates nothing;
/// many are hashed, or a hostile object would cost the square of its size.
struct JSONNameSet {
  /// Up to this many names are compared one by one.
  static let few = 16

  private var names: Set<[UInt8]> = []

  /// Adds a name to those of the members read before it.
  ///
  /// - Returns: whether the name is new.
  mutating func insert(_ name: [UInt8], amongst members: [JSONMember]) -> Bool {
    if members.count < Self.few {
      return !members.contains { $0.name.utf8.elementsEqual(name) }
    }
    if names.isEmpty { names = Set(members.map { Array($0.name.utf8) }) }
    return names.insert(name).inserted
  }
}
