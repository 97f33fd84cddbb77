/// A JSON document that is in memory already.
package struct JSONBytes: JSONInput {
  private let bytes: [UInt8]
  private var position = 0

  /// Makes an input that hands the bytes out once.
  package init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  package mutating func read(into buffer: UnsafeMutableRawBufferPointer) -> Int? {
    let count = min(buffer.count, bytes.count - position)
    bytes.withUnsafeBytes { bytes in
      let piece = UnsafeRawBufferPointer(rebasing: bytes[position..<position + count])
      UnsafeMutableRawBufferPointer(rebasing: buffer[..<count]).copyMemory(from: piece)
    }
    position += count
    return count
  }
}
