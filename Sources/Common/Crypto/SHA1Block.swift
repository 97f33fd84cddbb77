/// The compression function of SHA-1 (FIPS 180-4, section 6.1.2).
enum SHA1Block {
  /// The five working variables, a to e; the other three stay zero.
  typealias State = SIMD8<UInt32>

  /// The first hash value (section 5.3.1).
  static var initialState: State {
    State(0x6745_2301, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476, 0xc3d2_e1f0, 0, 0, 0)
  }

  /// Returns the state after whole blocks; a rest shorter than a block is not looked at.
  static func compress(_ blocks: UnsafeRawBufferPointer, into state: State) -> State {
    var state = state
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 80) { words in
      guard let words = words.baseAddress, var block = blocks.baseAddress else { return }
      for _ in 0..<blocks.count / 64 {
        expand(block, into: words)
        state &+= rounds(words, from: state)
        block += 64
      }
    }
    return state
  }

  /// Makes the message schedule of 80 words out of one block (step 1).
  @inline(__always)
  private static func expand(_ block: UnsafeRawPointer, into words: UnsafeMutablePointer<UInt32>) {
    for index in 0..<16 {
      let word = block.loadUnaligned(fromByteOffset: index &* 4, as: UInt32.self)
      words[index] = UInt32(bigEndian: word)
    }
    for index in 16..<80 {
      let mixed = words[index &- 3] ^ words[index &- 8] ^ words[index &- 14] ^ words[index &- 16]
      words[index] = rotate(mixed, 1)
    }
  }

  /// Runs the 80 rounds and returns the working variables (steps 2 and 3): four times twenty, each
  /// with a function and a constant of its own (sections 4.1.1 and 4.2.1).
  @inline(__always)
  private static func rounds(_ words: UnsafePointer<UInt32>, from state: State) -> State {
    var now = state
    for index in 0..<20 {
      round(&now, now[3] ^ (now[1] & (now[2] ^ now[3])), 0x5a82_7999 &+ words[index])
    }
    for index in 20..<40 { round(&now, parity(now), 0x6ed9_eba1 &+ words[index]) }
    for index in 40..<60 {
      let majority = (now[1] & now[2]) | (now[3] & (now[1] | now[2]))
      round(&now, majority, 0x8f1b_bcdc &+ words[index])
    }
    for index in 60..<80 { round(&now, parity(now), 0xca62_c1d6 &+ words[index]) }
    return now
  }

  @inline(__always)
  private static func parity(_ now: State) -> UInt32 {
    now[1] ^ now[2] ^ now[3]
  }

  @inline(__always)
  private static func round(_ now: inout State, _ mixed: UInt32, _ addend: UInt32) {
    let first = rotate(now[0], 5) &+ mixed &+ now[4] &+ addend
    now = State(first, now[0], rotate(now[1], 30), now[2], now[3], 0, 0, 0)
  }

  @inline(__always)
  private static func rotate(_ word: UInt32, _ count: UInt32) -> UInt32 {
    (word &<< count) | (word &>> (32 &- count))
  }
}
