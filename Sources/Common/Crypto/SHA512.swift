/// The hash SHA-512 of FIPS 180-4.
///
/// Its state is held inline: nothing is allocated before the end.
package struct SHA512: BlockHash {
  package static let blockSize = 128
  package static let digestSize = 64

  /// The hash value between blocks, a to h (FIPS 180-4, section 6.4).
  private var state = SHA512Block.initialState
  private var pending = BlockBuffer()

  package init() {}

  package mutating func update(_ bytes: UnsafeRawBufferPointer) {
    pending.feed(bytes, blockSize: Self.blockSize) {
      state = SHA512Block.compress($0, into: state)
    }
  }

  package consuming func finish() -> [UInt8] {
    update(pending.padding(blockSize: Self.blockSize, lengthSize: 16))
    return state.bytes(Self.digestSize)
  }
}
