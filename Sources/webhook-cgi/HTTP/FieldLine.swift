/// Where name and value lie in one field line (RFC 9112 section 5).
struct FieldLine: Equatable, Sendable {
  /// The name's length; it begins at 0.
  let nameLength: Int
  /// The value, without the whitespace around it.
  let value: Range<Int>
  /// Whether a tab stands after the colon, even at an end of the value.
  let hasTab: Bool

  /// Reads a line of a header or trailer section, without its CRLF.
  ///
  /// A name with an underscore is refused: as a CGI variable it is the same as the name with a
  /// hyphen (RFC 3875 section 4.1.18), so a sender could pass off one header as another.
  init(parsing line: Span<UInt8>) throws(HTTPFault) {
    if line.count > 0, line[0].isOptionalSpace { throw .foldedField }
    var colon = 0
    while colon < line.count, line[colon] != UInt8(ascii: ":") {
      guard line[colon].isTokenByte else { throw .badFieldName }
      if line[colon] == UInt8(ascii: "_") { throw .underscoreInFieldName }
      colon += 1
    }
    guard colon > 0, colon < line.count else { throw .badFieldName }
    var tab = false
    for index in (colon + 1)..<line.count {
      guard line[index].isFieldText else { throw .controlByte }
      if line[index] == .tab { tab = true }
    }
    nameLength = colon
    value = line.trimmed((colon + 1)..<line.count)
    hasTab = tab
  }
}
