import Glibc
import Testing

@testable import RequestMemory

/// The functions behind C's names, as their manual pages say (malloc(3), posix_memalign(3)).
///
/// In sequence: they share the memory of the process and are for one thread.
@Suite(.serialized) struct CFunctionTests {
  @Test func callocGivesZeroesAlsoOfUsedMemory() throws {
    let used = try #require(allocate(1000))
    memset(used, 0xff, 1000)
    release(used)
    let bytes = try #require(allocateZeroed(10, 100))
    #expect(bytes == used)
    #expect(UnsafeRawBufferPointer(start: bytes, count: 1000).allSatisfy { $0 == 0 })
    release(bytes)
  }

  @Test func callocRefusesAProductThatOverflows() {
    #expect(allocateZeroed(.max, 16) == nil)
    #expect(errno == ENOMEM)
  }

  @Test func reallocKeepsWhatWasThere() throws {
    let old = try #require(reallocate(nil, 100))
    memset(old, 7, 100)
    let grown = try #require(reallocate(old, 100_000))
    #expect(UnsafeRawBufferPointer(start: grown, count: 100).allSatisfy { $0 == 7 })
    #expect(reallocate(grown, 50) == grown)
    release(grown)
  }

  @Test func aSizeThatIsNegativeAsANumberIsRefused() throws {
    #expect(allocate(-1) == nil)
    let piece = try #require(allocate(1))
    #expect(reallocate(piece, -1) == nil)
    release(piece)
  }

  @Test func posixMemalignSaysWhatIsWrongByItsResult() throws {
    var piece: UnsafeMutableRawPointer?
    #expect(allocateAligned(&piece, 24, 8) == EINVAL)
    #expect(allocateAligned(&piece, 0, 8) == EINVAL)
    #expect(allocateAligned(&piece, 64, .max) == ENOMEM)
    #expect(allocateAligned(&piece, 64, 8) == 0)
    #expect(UInt(bitPattern: piece) % 64 == 0)
    release(piece)
  }

  @Test func nothingIsFreedOfNothing() {
    release(nil)
    #expect(usableSize(nil) == 0)
  }
}
