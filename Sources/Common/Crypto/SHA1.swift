/// The hash SHA-1 of FIPS 180-4.
///
/// Only for senders that sign with nothing better: as the hash inside HMAC it still holds, for
/// anything else it is broken. Its state is held inline.
package struct SHA1: BlockHash {
  package static let blockSize = 64
  package static let digestSize = 20

  /// The hash value between blocks, a to e (FIPS 180-4, section 6.1).
  private var state = SHA1Block.initialState
  private var pending = BlockBuffer()

  package init() {}

  package mutating func update(_ bytes: UnsafeRawBufferPointer) {
    pending.feed(bytes, blockSize: Self.blockSize) {
      state = SHA1Block.compress($0, into: state)
    }
  }

  package consuming func finish() -> [UInt8] {
    update(pending.padding(blockSize: Self.blockSize, lengthSize: 8))
    return state.bytes(Self.digestSize)
  }
}
