/// The header fields of a request, in the order they came.
///
/// All bytes lie in one array and the fields are ranges of it: two allocations for a request,
/// whatever the number of its fields.
struct HeaderList: Sendable {
  private struct Place {
    let name: Range<Int>
    let value: Range<Int>
  }

  private var bytes: [UInt8] = []
  private var places: [Place] = []

  init() {}

  /// Reads the field lines of a whole head, from `start` to the empty line that ends it.
  init(parsing head: [UInt8], from start: Int) throws(HTTPFault) {
    bytes = head
    places.reserveCapacity(16)
    var start = start
    while true {
      let end = try bytes.span.lineEnd(from: start)
      if end == start { break }
      try addLine(start..<end)
      start = end + 2
    }
    guard start + 2 == bytes.count else { throw .headNotWhole }
  }

  /// Adds a field whose name is already in lower case.
  mutating func append(name: Span<UInt8>, value: Span<UInt8>) {
    let nameStart = bytes.count
    bytes.append(name, 0..<name.count)
    let valueStart = bytes.count
    bytes.append(value, 0..<value.count)
    places.append(Place(name: nameStart..<valueStart, value: valueStart..<bytes.count))
  }

  private mutating func addLine(_ range: Range<Int>) throws(HTTPFault) {
    let line = try FieldLine(parsing: bytes.span.extracting(range))
    let name = range.lowerBound..<(range.lowerBound + line.nameLength)
    for index in name { bytes[index] = bytes[index].foldedCase }
    if line.hasTab, isFraming(name) { throw .tabInFraming }
    let shift = range.lowerBound
    let value = (line.value.lowerBound + shift)..<(line.value.upperBound + shift)
    places.append(Place(name: name, value: value))
  }

  /// Whether the field decides where the body ends.
  ///
  /// Not every server takes a tab for whitespace there: one that does not would see another
  /// body. Nobody sends it in good faith.
  private func isFraming(_ name: Range<Int>) -> Bool {
    let name = bytes.span.extracting(name)
    return name.isText("transfer-encoding") || name.isText("content-length")
  }
}

extension HeaderList: RandomAccessCollection {
  var startIndex: Int { 0 }
  var endIndex: Int { places.count }

  subscript(index: Int) -> HeaderField {
    let place = places[index]
    return HeaderField(
      name: String(bytes.span, place.name), value: Array(bytes[place.value]))
  }

  /// Whether the field at `index` has this name, whatever the name's case.
  func isNamed(_ name: String, at index: Int) -> Bool {
    let range = places[index].name
    let wanted = name.utf8
    guard wanted.count == range.count else { return false }
    var position = range.lowerBound
    for byte in wanted {
      guard bytes[position] == byte.foldedCase else { return false }
      position += 1
    }
    return true
  }

  /// The value of the field at `index`.
  func value(at index: Int) -> [UInt8] { Array(bytes[places[index].value]) }
}
