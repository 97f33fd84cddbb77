/// What the parts of an image reference may look like (distribution/reference, `reference.go`).
///
/// Bytes are looked at: anything outside ASCII is in none of these.
enum ImageGrammar {
  /// The longest name, registry not counted.
  static let longestName = 255
  static let longestTag = 128

  /// The digests that Docker knows, and how many hexadecimal digits each has.
  private static let digests = [("sha256", 64), ("sha384", 96), ("sha512", 128)]

  /// A host name, an IPv4 or a bracketed IPv6 address, perhaps with a port.
  static func isRegistry(_ text: some StringProtocol) -> Bool {
    var host = Array(text.utf8)[...]
    let lastColon = host.lastIndex(of: .colon)
    let bracket = host.lastIndex(of: .closeBracket)
    if let lastColon, lastColon > bracket ?? -1 {
      let port = host[(lastColon + 1)...]
      guard !port.isEmpty, port.allSatisfy({ $0.isASCIIDigit }) else { return false }
      host = host[..<lastColon]
    }
    if host.first == .openBracket {
      let address = host.dropFirst().dropLast()
      return host.last == .closeBracket && !address.isEmpty
        && address.allSatisfy { $0 == .colon || $0.hexNibble != nil }
    }
    return host.split(separator: .dot, omittingEmptySubsequences: false).allSatisfy(isLabel)
  }

  /// Lower-case words with single separators between them: `team/my_app`.
  static func isName(_ text: some StringProtocol) -> Bool {
    text.utf8.split(separator: .slash, omittingEmptySubsequences: false)
      .allSatisfy { isComponent(Array($0)) }
  }

  static func isTag(_ text: some StringProtocol) -> Bool {
    guard let first = text.utf8.first, text.utf8.count <= longestTag else { return false }
    return isWordByte(first)
      && text.utf8.allSatisfy { isWordByte($0) || $0 == .dot || $0 == .dash }
  }

  /// A digest of an algorithm that Docker knows, whole.
  static func isDigest(_ text: some StringProtocol) -> Bool {
    let parts = Array(text.utf8).split(
      separator: .colon, maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2 else { return false }
    return digests.contains { name, count in
      parts[0].elementsEqual(name.utf8) && parts[1].count == count
        && parts[1].allSatisfy { $0.hexNibble != nil && $0 == $0.foldedCase }
    }
  }

  /// A digest as a registry may report it, of any algorithm and length.
  ///
  /// The examples in the registries' manuals are cut short; a real one is what its registry says.
  static func looksLikeDigest(_ text: some StringProtocol) -> Bool {
    let parts = Array(text.utf8).split(
      separator: .colon, maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, let first = parts[0].first, first.isASCIILetter else { return false }
    return parts[0].allSatisfy { isWordByte($0) || [.dot, .dash, .plus].contains($0) }
      && !parts[1].isEmpty && parts[1].allSatisfy { $0.hexNibble != nil }
  }

  /// Alphanumeric runs; between two of them a dot, one or two underscores, or dashes.
  private static func isComponent(_ component: [UInt8]) -> Bool {
    guard let first = component.first, let last = component.last, isLower(first), isLower(last)
    else { return false }
    let separators = component.split(omittingEmptySubsequences: true, whereSeparator: isLower)
    let short: [[UInt8]] = [[.dot], [.underscore], [.underscore, .underscore]]
    return separators.allSatisfy { separator in
      separator.allSatisfy { $0 == .dash } || short.contains(Array(separator))
    }
  }

  private static func isLabel(_ label: ArraySlice<UInt8>) -> Bool {
    guard let first = label.first, let last = label.last else { return false }
    return first != .dash && last != .dash
      && label.allSatisfy { $0.isASCIILetter || $0.isASCIIDigit || $0 == .dash }
  }

  private static func isLower(_ byte: UInt8) -> Bool {
    byte.isASCIIDigit || (byte.isASCIILetter && byte == byte.foldedCase)
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    byte.isASCIILetter || byte.isASCIIDigit || byte == .underscore
  }
}
