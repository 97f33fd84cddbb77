internal import Common

/// Where a client stands in the file that counts requests: `docs/INTERNALS.md` has the format.
struct RateTable {
  static let mark = Array("webhook-spool/r1".utf8)
  static let saltSize = 16
  static let headSize = mark.count + saltSize

  /// Buckets of each kind; with their slots, room for 2048 clients that send at the same time.
  static let buckets = 256
  static let size = headSize + RateKind.allCases.count * buckets * RateBucket.size

  /// Keys the hash, so that nobody can choose addresses that share a bucket with a victim's.
  private let salt: [UInt8]

  /// Takes the head of a file; nil: it is no such table.
  init?(head: [UInt8]) {
    guard head.count == Self.headSize, head.starts(with: Self.mark) else { return nil }
    salt = Array(head[Self.mark.count...])
  }

  init(salt: [UInt8]) {
    precondition(salt.count == Self.saltSize, "a salt has its size")
    self.salt = salt
  }

  /// The file before anybody was counted.
  var emptyBytes: [UInt8] {
    Self.mark + salt + [UInt8](repeating: 0, count: Self.size - Self.headSize)
  }

  /// Where the bucket of a client begins, and the client's mark in it.
  func place(of client: RateClient, _ kind: RateKind) -> (offset: Int, mark: UInt64) {
    let digest = SHA256.digest(of: salt + client.bytes)
    let bucket = (kind == .verified ? 0 : Self.buckets) + Int(digest[8]) % Self.buckets
    let mark = digest[..<8].reduce(0) { $0 << 8 | UInt64($1) }
    return (Self.headSize + bucket * RateBucket.size, mark)
  }
}
