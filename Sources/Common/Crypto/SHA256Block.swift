/// The compression function of SHA-256 (FIPS 180-4, section 6.2.2).
enum SHA256Block {
  /// The eight working variables, a to h.
  typealias State = SIMD8<UInt32>

  /// The first hash value (section 5.3.3).
  ///
  /// Computed, because a stored one would be set up behind a lock at its first use.
  static var initialState: State {
    State(
      0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a,
      0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19)
  }

  /// The 64 round constants (section 4.2.2).
  private static let constants: [64 of UInt32] = [
    0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1, 0x923f_82a4,
    0xab1c_5ed5, 0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3, 0x72be_5d74, 0x80de_b1fe,
    0x9bdc_06a7, 0xc19b_f174, 0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f,
    0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da, 0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7,
    0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351, 0x1429_2967, 0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc,
    0x5338_0d13, 0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85, 0xa2bf_e8a1, 0xa81a_664b,
    0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070, 0x19a4_c116,
    0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f, 0x682e_6ff3,
    0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208, 0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7,
    0xc671_78f2,
  ]

  /// Returns the state after whole blocks; a rest shorter than a block is not looked at.
  static func compress(_ blocks: UnsafeRawBufferPointer, into state: State) -> State {
    var state = state
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 64) { words in
      guard let words = words.baseAddress, var block = blocks.baseAddress else { return }
      for _ in 0..<blocks.count / 64 {
        expand(block, into: words)
        state &+= rounds(words, from: state)
        block += 64
      }
    }
    return state
  }

  /// Makes the message schedule of 64 words out of one block (step 1).
  @inline(__always)
  private static func expand(_ block: UnsafeRawPointer, into words: UnsafeMutablePointer<UInt32>) {
    for index in 0..<16 {
      let word = block.loadUnaligned(fromByteOffset: index &* 4, as: UInt32.self)
      words[index] = UInt32(bigEndian: word)
    }
    for index in 16..<64 {
      let late = words[index &- 2]
      let early = words[index &- 15]
      let lateSigma = rotate(late, 17) ^ rotate(late, 19) ^ (late &>> 10)
      let earlySigma = rotate(early, 7) ^ rotate(early, 18) ^ (early &>> 3)
      words[index] = lateSigma &+ words[index &- 7] &+ earlySigma &+ words[index &- 16]
    }
  }

  /// Runs the 64 rounds and returns the working variables (steps 2 and 3).
  ///
  /// Eight rounds are written out, with the variables renamed from one to the next: moving eight
  /// values in every round would cost a third of the speed.
  @inline(__always)
  private static func rounds(_ words: UnsafePointer<UInt32>, from state: State) -> State {
    var (a, b, c, d) = (state[0], state[1], state[2], state[3])
    var (e, f, g, h) = (state[4], state[5], state[6], state[7])
    withUnsafeBytes(of: constants) { constants in
      guard let constants = constants.baseAddress else { return }
      let keys = constants.assumingMemoryBound(to: UInt32.self)
      var index = 0
      while index < 64 {
        let (key, word) = (keys + index, words + index)
        round(a, b, c, &d, e, f, g, &h, key[0] &+ word[0])
        round(h, a, b, &c, d, e, f, &g, key[1] &+ word[1])
        round(g, h, a, &b, c, d, e, &f, key[2] &+ word[2])
        round(f, g, h, &a, b, c, d, &e, key[3] &+ word[3])
        round(e, f, g, &h, a, b, c, &d, key[4] &+ word[4])
        round(d, e, f, &g, h, a, b, &c, key[5] &+ word[5])
        round(c, d, e, &f, g, h, a, &b, key[6] &+ word[6])
        round(b, c, d, &e, f, g, h, &a, key[7] &+ word[7])
        index &+= 8
      }
    }
    return State(a, b, c, d, e, f, g, h)
  }

  /// Runs one round; `d` becomes the next round's e, `h` its a.
  @inline(__always)
  private static func round(
    _ a: UInt32, _ b: UInt32, _ c: UInt32, _ d: inout UInt32,
    _ e: UInt32, _ f: UInt32, _ g: UInt32, _ h: inout UInt32, _ addend: UInt32
  ) {
    let choice = g ^ (e & (f ^ g))
    let majority = (a & b) | (c & (a | b))
    h &+= addend &+ choice &+ (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25))
    d &+= h
    h &+= majority &+ (rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22))
  }

  @inline(__always)
  private static func rotate(_ word: UInt32, _ count: UInt32) -> UInt32 {
    (word &>> count) | (word &<< (32 &- count))
  }
}
