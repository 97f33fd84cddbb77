internal import Glibc

/// Memory that is cut off regions one piece after the other, and given out again by size.
///
/// A request allocates some thousand small pieces and frees most of them at once. musl's allocator
/// spends a sixth of the request's instructions on that, and maps and unmaps every piece of 64 KiB.
/// Here a piece that is freed waits in the list of its size class for the next of that size, and
/// nothing is given back to the kernel before the process ends. Classes are multiples of 16 bytes up
/// to 512, powers of two above: at most half of a piece is unused.
///
/// For one thread. The receiver has no other, and its listener only forks.
struct RequestMemory {
  /// What stands in front of every piece: its class, and how far behind the piece's own beginning
  /// it was handed out, which is not 0 where a caller wanted it aligned.
  private struct Header {
    var sizeClass: UInt
    var distance: UInt
  }

  /// The bytes of a header: all pieces are aligned to it, as C wants of `malloc`.
  private static var header: UInt { 16 }
  private static var region: UInt { 256 << 10 }
  private static var largestSmall: UInt { 512 }
  /// No request comes near it, and sizes below cannot overflow.
  private static var largest: UInt { 1 << 40 }

  /// The unused rest of the region: from here to `end`.
  private var next: UInt = 0
  private var end: UInt = 0
  /// The first words of the lists of free pieces, one for each class; each leads to the next.
  private var lists: UInt = 0

  /// A piece of at least `count` bytes; nil when there is no memory.
  mutating func allocate(_ count: UInt) -> UInt? {
    guard count <= Self.largest, lists != 0 || begin() else { return nil }
    let sizeClass = Self.sizeClass(of: count)
    let list = lists &+ sizeClass &* 8
    let free = Self.word(list).pointee
    if free != 0 {
      Self.word(list).pointee = Self.word(free).pointee
      return free
    }
    return cut(Self.size(of: sizeClass), sizeClass)
  }

  /// A piece whose address is a multiple of `alignment`, a power of two.
  mutating func allocate(_ count: UInt, alignment: UInt) -> UInt? {
    guard alignment > Self.header else { return allocate(count) }
    guard count <= Self.largest, alignment <= Self.largest,
      let piece = allocate(count &+ alignment)
    else { return nil }
    let distance = (alignment &- piece % alignment) % alignment
    guard distance > 0 else { return piece }
    let sizeClass = Self.header(of: piece).pointee.sizeClass
    Self.header(of: piece &+ distance).pointee = Header(sizeClass: sizeClass, distance: distance)
    return piece &+ distance
  }

  /// Lets the next allocation of its class have the piece.
  mutating func free(_ address: UInt) {
    let header = Self.header(of: address).pointee
    let piece = address &- header.distance
    let list = lists &+ header.sizeClass &* 8
    Self.word(piece).pointee = Self.word(list).pointee
    Self.word(list).pointee = piece
  }

  /// How many bytes from an address on belong to its piece.
  func size(at address: UInt) -> UInt {
    let header = Self.header(of: address).pointee
    return Self.size(of: header.sizeClass) &- header.distance
  }

  /// Classes 1 to 32 are 16 to 512 bytes; class 33 has 1024, and each one after it twice as much.
  private static func sizeClass(of count: UInt) -> UInt {
    if count <= largestSmall { return max(1, (count &+ 15) / 16) }
    return UInt(64 &- (count &- 1).leadingZeroBitCount) &+ 23
  }

  private static func size(of sizeClass: UInt) -> UInt {
    sizeClass <= 32 ? sizeClass &* 16 : 1 << (sizeClass &- 23)
  }

  private mutating func cut(_ size: UInt, _ sizeClass: UInt) -> UInt? {
    let whole = size &+ Self.header
    if end &- next < whole {
      guard let start = Self.map(max(Self.region, (whole &+ 4095) & ~4095)) else { return nil }
      (next, end) = start
    }
    let piece = next &+ Self.header
    Self.header(of: piece).pointee = Header(sizeClass: sizeClass, distance: 0)
    next = piece &+ size
    return piece
  }

  /// The lists stand at the beginning of the first region: 64 classes of a word each.
  private mutating func begin() -> Bool {
    guard let start = Self.map(Self.region) else { return false }
    lists = start.0
    (next, end) = (start.0 &+ 64 &* 8, start.1)
    return true
  }

  private static func map(_ count: UInt) -> (UInt, UInt)? {
    let protection = PROT_READ | PROT_WRITE
    let flags = MAP_PRIVATE | MAP_ANONYMOUS
    let address = UInt(bitPattern: mmap(nil, Int(count), protection, flags, -1, 0))
    // The C library's `MAP_FAILED`, a cast that is not imported.
    return address == .max ? nil : (address, address &+ count)
  }

  private static func word(_ address: UInt) -> UnsafeMutablePointer<UInt> {
    UnsafeMutablePointer(bitPattern: address).unsafelyUnwrapped
  }

  private static func header(of piece: UInt) -> UnsafeMutablePointer<Header> {
    UnsafeMutablePointer(bitPattern: piece &- header).unsafelyUnwrapped
  }
}
