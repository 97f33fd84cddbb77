import Testing

@testable import RequestMemory

/// The receiver's memory: pieces never overlap, keep what is in them, and are given out again.
@Suite struct RequestMemoryTests {
  /// A piece as its owner knows it: where it is, how long, and the byte it is filled with.
  private struct Piece {
    let address: UInt
    let count: UInt
    let fill: UInt8

    var bytes: UnsafeMutableRawBufferPointer {
      UnsafeMutableRawBufferPointer(
        start: UnsafeMutableRawPointer(bitPattern: address), count: Int(count))
    }

    var isWhole: Bool { bytes.allSatisfy { $0 == fill } }
  }

  static let counts: [UInt] = [
    0, 1, 15, 16, 17, 511, 512, 513, 1023, 1024, 1025, 4096, 65_536, 65_537, 262_144, 1 << 20,
  ]

  @Test(arguments: counts)
  func aPieceIsAsLargeAsWantedAndAligned(count: UInt) throws {
    var memory = RequestMemory()
    let address = try Self.piece(memory.allocate(count))
    #expect(address % 16 == 0)
    #expect(memory.size(at: address) >= count)
  }

  @Test(arguments: counts)
  func aFreedPieceIsTheNextOfItsSize(count: UInt) throws {
    var memory = RequestMemory()
    let first = try Self.piece(memory.allocate(count))
    let second = try Self.piece(memory.allocate(count))
    memory.free(first)
    memory.free(second)
    #expect(memory.allocate(count) == second)
    #expect(memory.allocate(count) == first)
  }

  @Test(arguments: [UInt(1) << 40 + 1, .max, .max - 15])
  func whatNoRequestNeedsIsRefused(count: UInt) {
    var memory = RequestMemory()
    #expect(memory.allocate(count) == nil)
    #expect(memory.allocate(count, alignment: 64) == nil)
    #expect(memory.allocate(1, alignment: 1 << 62) == nil)
  }

  @Test(arguments: [UInt(1), 8, 16, 32, 64, 4096, 65_536])
  func anAlignedPieceIsAlignedAndComesBackWhole(alignment: UInt) throws {
    var memory = RequestMemory()
    _ = memory.allocate(24)
    let first = try Self.piece(memory.allocate(100, alignment: alignment))
    #expect(first % alignment == 0)
    #expect(memory.size(at: first) >= 100)
    memory.free(first)
    #expect(memory.allocate(100, alignment: alignment) == first)
  }

  /// Random allocating and freeing, in all sizes: nothing is ever written over.
  @Test(arguments: 0..<8)
  func noPieceOverlapsAnother(seed: UInt64) throws {
    var memory = RequestMemory()
    var random = Numbers(state: seed)
    var pieces: [Piece] = []
    for step in 0..<4000 {
      if random.next() % 5 < 2, !pieces.isEmpty {
        let piece = pieces.remove(at: Int(random.next() % UInt64(pieces.count)))
        #expect(piece.isWhole, "step \(step) of seed \(seed)")
        memory.free(piece.address)
      } else {
        let count = UInt(random.next() % (1 << (random.next() % 18)))
        let alignment: UInt = 1 << UInt(random.next() % 9)
        let address = try Self.piece(memory.allocate(count, alignment: alignment))
        let piece = Piece(address: address, count: count, fill: UInt8(step % 251))
        for index in piece.bytes.indices { piece.bytes[index] = piece.fill }
        pieces.append(piece)
      }
    }
    #expect(pieces.allSatisfy { $0.isWhole })
  }

  private static func piece(_ address: UInt?) throws -> UInt { try #require(address) }

  private struct Numbers {
    var state: UInt64

    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state >> 33
    }
  }
}
