/// Where a JSON document comes from, piece by piece.
package protocol JSONInput {
  /// Fills a buffer, or a first part of it, with the bytes that come next.
  ///
  /// - Returns: how many bytes were put in, 0 at the end, or nil when reading failed; the input
  ///   remembers why. It is not asked again after 0 or nil.
  mutating func read(into buffer: UnsafeMutableRawBufferPointer) -> Int?
}
