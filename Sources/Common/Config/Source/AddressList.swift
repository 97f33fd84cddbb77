/// A file with one address or network a line; `#` begins a comment.
///
/// It is wrong as a whole or right as a whole: half a list would refuse genuine senders without a
/// word to anybody.
package struct AddressList {
  /// Why a list cannot be used; the text names the file.
  package struct Fault: Error, Equatable {
    package let text: String
  }

  /// More than twenty times what the largest sender publishes; read at every request.
  package static let limit = 1 << 20

  private let ranges: [AddressRange]

  package init(_ path: String, files: Files) throws(Fault) {
    let bytes: [UInt8]
    do throws(SmallFile.Fault) {
      bytes = try SmallFile.read(path, limit: Self.limit, files: files)
    } catch {
      throw Fault(text: "\(path) \(error)")
    }
    ranges = try Self.parse(bytes, path)
    guard !ranges.isEmpty else { throw Fault(text: "\(path) has no address in it") }
  }

  package func contains(_ address: NetworkAddress) -> Bool {
    ranges.contains { $0.contains(address) }
  }

  private static func parse(_ bytes: [UInt8], _ path: String) throws(Fault) -> [AddressRange] {
    var ranges: [AddressRange] = []
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      let text = trimmed(line.prefix { $0 != UInt8(ascii: "#") })
      if text.isEmpty { continue }
      guard let range = AddressRange(text) else {
        // What stands there is not shown: the file may be a secret's, named in the wrong place.
        throw Fault(
          text: "\(path), line \(index + 1) is no address; expected one such as 192.0.2.7, or a "
            + "network such as 10.0.0.0/8")
      }
      ranges.append(range)
    }
    return ranges
  }

  private static func trimmed(_ line: ArraySlice<UInt8>) -> String {
    let isSpace: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
    guard let start = line.firstIndex(where: { !isSpace($0) }),
      let end = line.lastIndex(where: { !isSpace($0) })
    else { return "" }
    return String(decoding: line[start...end], as: UTF8.self)
  }
}
