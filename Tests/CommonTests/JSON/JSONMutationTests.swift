import TestSupport
import Testing

@testable import Common

/// Documents damaged at random, from a fixed seed: whatever the reader says about one, it says it
/// however the document is cut, and it never goes beyond the grammar.
struct JSONMutationTests {
  static let seeds = [
    #"{"ref":"refs/heads/main","n":[0,-1.5e+3,true,false,null],"o":{"a":{"b":"\u00e9\n"}}}"#,
    "[\"é€😀\", \"\\ud83d\\ude00\\ud800\", {\"\": [[[]]]}, \"a longer text, of plain ASCII\"]",
    "/* a */ {\"a\": 1, // b\n \"a\": [2,], }",
  ]

  @Test(arguments: seeds.indices, [JSONDialect.strict, .config])
  func theCutsDoNotMatterForADamagedDocument(seed: Int, dialect: JSONDialect) {
    var random = SplitMix(seed: UInt64(seed) + 1)
    var refused = 0
    for _ in 0..<700 {
      let bytes = damaged(Array(Self.seeds[seed].utf8), &random)
      let whole = JSONTrace(JSONBytes(bytes), dialect: dialect)
      #expect(JSONTrace(JSONDrip(bytes), dialect: dialect) == whole, "\(bytes)")
      let silent = JSONTrace(JSONDrip(bytes), dialect: dialect, capturing: false)
      #expect(silent == whole.withoutText, "\(bytes)")
      checkParser(bytes, dialect, whole)
      if whole.error != nil { refused += 1 }
    }
    #expect(refused > 100, "the damage is too small to test anything")
  }

  /// The parser and the picker must agree with the reader, and what was parsed must come back.
  private func checkParser(_ bytes: [UInt8], _ dialect: JSONDialect, _ trace: JSONTrace) {
    var reader = JSONReader(JSONBytes(bytes), dialect: dialect, bufferSize: 7)
    let picker = JSONPicker([JSONPick([], .value), JSONPick([], .span)])
    do throws(JSONError) {
      let picking = try picker.pick(from: &reader)
      #expect(trace.error == nil)
      var writer = JSONWriter()
      if let value = picking[0].value { writer.value(value) }
      var again = JSONReader(JSONBytes(writer.bytes))
      #expect(try picker.pick(from: &again)[0] == picking[0], "\(bytes)")
      #expect(picking[1].span?.upperBound == trace.steps.dropLast().last?.end)
    } catch {
      #expect(error == trace.error, "\(bytes)")
    }
  }

  private func damaged(_ bytes: [UInt8], _ random: inout SplitMix) -> [UInt8] {
    let interesting =
      Array("{}[],:\"\\/*u0e-+.\n \u{7f}".utf8) + [0x00, 0x80, 0xc3, 0xed, 0xf4, 0xff]
    var bytes = bytes
    for _ in 0...Int.random(in: 0..<3, using: &random) {
      let place = Int.random(in: 0..<bytes.count, using: &random)
      let byte = interesting.randomElement(using: &random) ?? 0
      switch Int.random(in: 0..<5, using: &random) {
      case 0: bytes[place] = byte
      case 1: bytes.insert(byte, at: place)
      case 2: if bytes.count > 1 { bytes.remove(at: place) }
      case 3: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
      default: bytes.insert(contentsOf: bytes[place...].prefix(9), at: place)
      }
    }
    return bytes
  }
}
