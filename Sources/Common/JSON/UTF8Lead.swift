/// What the first byte of a longer UTF-8 sequence says about the bytes after it.
///
/// Limits on the second byte are all it takes to refuse overlong forms, surrogates and
/// what lies beyond U+10FFFF (RFC 3629, section 4).
struct UTF8Lead {
  /// How many bytes follow, 1 to 3; all but the first of them are 0x80...0xBF.
  let followers: Int

  /// What the first of them may be.
  let second: ClosedRange<UInt8>

  /// Takes the first byte of a sequence; nil when no sequence of several bytes begins with it.
  @inline(__always)
  init?(_ byte: UInt8) {
    switch byte {
    case 0xc2...0xdf: (followers, second) = (1, 0x80...0xbf)
    case 0xe0: (followers, second) = (2, 0xa0...0xbf)
    case 0xed: (followers, second) = (2, 0x80...0x9f)
    case 0xe1...0xef: (followers, second) = (2, 0x80...0xbf)
    case 0xf0: (followers, second) = (3, 0x90...0xbf)
    case 0xf1...0xf3: (followers, second) = (3, 0x80...0xbf)
    case 0xf4: (followers, second) = (3, 0x80...0x8f)
    default: return nil
    }
  }
}
