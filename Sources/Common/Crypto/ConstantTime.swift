/// Comparison whose duration tells nothing about the content.
package enum ConstantTime {
  /// Whether two sequences hold the same bytes.
  ///
  /// The time depends on the lengths alone, which may be known to anyone: a code's length is
  /// fixed, and a token is compared by its code where its length matters.
  @inline(never)
  package static func equal(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    guard left.count == right.count else { return false }
    return left.withUnsafeBytes { left in
      right.withUnsafeBytes { right in difference(left, right) == 0 }
    }
  }

  /// Collects every differing bit of two buffers of one length.
  ///
  /// A function of its own that is never inlined: its caller wants to know about zero only, and
  /// an optimiser that saw both could leave the loop at the first difference.
  @inline(never)
  private static func difference(
    _ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer
  ) -> UInt8 {
    var bits: UInt8 = 0
    for index in 0..<left.count { bits |= left[index] ^ right[index] }
    return bits
  }
}
