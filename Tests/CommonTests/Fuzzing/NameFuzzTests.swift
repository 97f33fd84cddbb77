import TestSupport
import Testing

@testable import Common

/// Damaged file names: what is taken for a name is written the same again, and stays in its folder.
struct NameFuzzTests {
  static let samples = [
    "20261120T101502123456Z-00000000000000ff",
    "20261120T101502123456Z-9f3a6c01d2e4b58a.github.push.json",
    "20261120T101502123456Z-9f3a6c01d2e4b58a.git-lab.Push=20Hook~.json",
    "20261120T101502123456Z-9f3a6c01d2e4b58a.deploy.1",
    "20261120T101502123456Z-9f3a6c01d2e4b58a.deploy.1,3,1795169702000,0123456789abcdef,-",
    "20261120T101502123456Z-9f3a6c01d2e4b58a.a.00000000000000ff,0,0,-,fedcba9876543210",
  ].map { Array($0.utf8) }

  static let words = [".json", ".", ",", "-", "=2F", "~", "..", "Z-", ",0", "\u{301}", "é", "٣"]

  @Test func aNameIsWrittenAsItWasRead() {
    let report = Fuzzing("names", samples: Self.samples, words: Self.words).run { bytes in
      let text = String(decoding: bytes, as: UTF8.self)
      let written: [String?] = [
        EventID(text)?.description, EventName(text)?.description, TaskID(text)?.description,
        TaskName(text)?.description,
      ]
      let names = written.compactMap { $0 }
      guard names.count < 2 else { return .wrong("it is two names") }
      guard let name = names.first else { return .refused }
      guard name.utf8.elementsEqual(bytes) || Self.hasZero(before: bytes) else {
        return .wrong("it is written \(name)")
      }
      let isPlain = name.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "/") }
      return isPlain && name.utf8.count <= 255 ? .accepted : .wrong("it may leave its folder")
    }
    #expect(report.finding == nil)
    #expect(report.isBalanced)
  }

  /// A number in a name may have been given zeros in front.
  private static func hasZero(before name: [UInt8]) -> Bool {
    name.split(separator: UInt8(ascii: ",")).dropFirst().contains {
      $0.count > 1 && $0.first == UInt8(ascii: "0")
    }
  }
}
