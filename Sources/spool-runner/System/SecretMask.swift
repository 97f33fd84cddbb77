/// Replaces secrets in a stream of bytes with `***`, also one that comes in pieces.
struct SecretMask {
  /// The longest first, so that of two secrets that begin alike the whole one is hidden.
  private let secrets: [[UInt8]]
  private let isFirstByte: [Bool]
  /// The end of the stream so far, while it may be the beginning of a secret.
  private var held: [UInt8] = []

  /// A secret that breaks off with the stream is hidden when so many bytes of it were seen.
  private static let tellingCount = 4

  private enum Match {
    case none
    case begun
    case whole(Int)
  }

  init(_ secrets: [[UInt8]]) {
    self.secrets = secrets.filter { !$0.isEmpty }.sorted { $0.count > $1.count }
    var isFirstByte = [Bool](repeating: false, count: 256)
    for secret in self.secrets { isFirstByte[Int(secret[0])] = true }
    self.isFirstByte = isFirstByte
  }

  /// The next bytes with secrets replaced; what may be the beginning of one is kept for later.
  mutating func pass(_ bytes: some Sequence<UInt8>) -> [UInt8] { pass(bytes, isEnd: false) }

  /// What was kept, when nothing more comes.
  mutating func finish() -> [UInt8] { pass(EmptyCollection(), isEnd: true) }

  private mutating func pass(_ bytes: some Sequence<UInt8>, isEnd: Bool) -> [UInt8] {
    let input = held + bytes
    if secrets.isEmpty { return input }
    held = []
    var output: [UInt8] = []
    output.reserveCapacity(input.count)
    var index = 0
    while index < input.count {
      switch isFirstByte[Int(input[index])] ? match(input[index...], isEnd) : .none {
      case .none:
        output.append(input[index])
        index += 1
      case .begun:
        held = Array(input[index...])
        return output
      case .whole(let count):
        output += [UInt8](repeating: UInt8(ascii: "*"), count: 3)
        index += count
      }
    }
    return output
  }

  private func match(_ rest: ArraySlice<UInt8>, _ isEnd: Bool) -> Match {
    for secret in secrets {
      if rest.starts(with: secret) { return .whole(secret.count) }
      guard secret.count > rest.count, secret.starts(with: rest) else { continue }
      if !isEnd { return .begun }
      if rest.count >= Self.tellingCount { return .whole(rest.count) }
    }
    return .none
  }
}
