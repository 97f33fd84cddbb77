extension HeaderList {
  /// The values of every field of this name, in order.
  func values(_ name: String) -> [[UInt8]] {
    var values: [[UInt8]] = []
    for index in indices where isNamed(name, at: index) { values.append(value(at: index)) }
    return values
  }

  /// The value of the first field of this name, or nil.
  func first(_ name: String) -> [UInt8]? {
    indices.first { isNamed(name, at: $0) }.map { value(at: $0) }
  }

  /// The value of the only field of this name, or nil if there is none.
  ///
  /// A repeated field is a fault, as the sender and those between may each mean another one. A web
  /// server may also have joined repeated fields with a comma; where the value cannot hold one,
  /// `mayHoldComma: false` makes that a fault too.
  func single(_ name: String, mayHoldComma: Bool = true) throws(HTTPFault) -> [UInt8]? {
    guard let index = indices.first(where: { isNamed(name, at: $0) }) else { return nil }
    for other in (index + 1)..<endIndex {
      if isNamed(name, at: other) { throw .repeatedField }
    }
    let value = value(at: index)
    if !mayHoldComma, value.contains(UInt8(ascii: ",")) { throw .joinedField }
    return value
  }
}
