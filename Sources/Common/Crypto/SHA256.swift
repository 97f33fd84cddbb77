/// The hash SHA-256 of FIPS 180-4.
///
/// Its state is held inline: nothing is allocated before the end.
package struct SHA256: BlockHash {
  package static let blockSize = 64
  package static let digestSize = 32

  /// The hash value between blocks, a to h (FIPS 180-4, section 6.2).
  private var state = SHA256Block.initialState
  private var pending = BlockBuffer()

  package init() {}

  package mutating func update(_ bytes: UnsafeRawBufferPointer) {
    pending.feed(bytes, blockSize: Self.blockSize) {
      state = SHA256Block.compress($0, into: state)
    }
  }

  package consuming func finish() -> [UInt8] {
    update(pending.padding(blockSize: Self.blockSize, lengthSize: 8))
    return state.bytes(Self.digestSize)
  }
}
