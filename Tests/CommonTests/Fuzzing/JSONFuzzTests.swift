import Foundation
import TestSupport
import Testing

@testable import Common

/// Damaged documents: whatever the reader says about one, it says it however the document is cut,
/// and it never goes beyond the grammar.
struct JSONFuzzTests {
  static let samples = [
    #"{"ref":"refs/heads/main","n":[0,-1.5e+3,true,false,null],"o":{"a":{"b":"\u00e9\n"}}}"#,
    "[\"é€😀\", \"\\ud83d\\ude00\\ud800\", {\"\": [[[]]]}, \"a longer text, of plain ASCII\"]",
    "/* a */ {\"a\": 1, // b\n \"a\": [2,], }",
  ].map { Array($0.utf8) }

  static let words = [
    "{", "}", "[", "]", ",", ":", "\"", "\\u", "\\ud800", "\\", "true", "null", "1e400", "-0",
    ".5", "01", "\"a\":", "//", "/*", "*/", "\u{feff}", "{\"a\":", "\n",
  ]

  @Test(arguments: [JSONDialect.strict, .config])
  func theCutsDoNotMatterForADamagedDocument(dialect: JSONDialect) throws {
    let samples = try Self.samples + JSONTestSuiteTests.samples().map(\.body)
    let report = Fuzzing("json \(dialect)", samples: samples, words: Self.words).run { bytes in
      let whole = JSONTrace(JSONBytes(bytes), dialect: dialect)
      guard JSONTrace(JSONDrip(bytes), dialect: dialect) == whole else {
        return .wrong("depends on the cut")
      }
      let silent = JSONTrace(JSONDrip(bytes), dialect: dialect, capturing: false)
      guard silent == whole.withoutText else { return .wrong("depends on capturing") }
      guard whole.steps.allSatisfy({ $0.end <= bytes.count && $0.start <= $0.end }) else {
        return .wrong("an offset is outside")
      }
      if let wrong = Self.disagreement(bytes, dialect, whole) { return .wrong(wrong) }
      return whole.error == nil ? .accepted : .refused
    }
    #expect(report.finding == nil)
    #expect(report.isBalanced)
  }

  /// Foundation's reader takes more than the grammar; what it refuses we refuse, but for what it
  /// cannot hold: a lone surrogate, a number beyond a double, and deep nesting.
  @Test func whatAnotherReaderRefusesIsRefused() throws {
    let samples = try Self.samples + JSONTestSuiteTests.samples().map(\.body)
    let report = Fuzzing("json and Foundation", samples: samples, words: Self.words).run { bytes in
      guard (try? JSONValue.parse(bytes)) != nil else { return .refused }
      let text = String(decoding: bytes, as: UTF8.self)
      if text.contains("\\u") || text.lowercased().contains("e") { return .accepted }
      let other = try? JSONSerialization.jsonObject(
        with: Data(bytes), options: .fragmentsAllowed)
      return other == nil ? .wrong("Foundation refuses it") : .accepted
    }
    #expect(report.finding == nil)
    #expect(report.isBalanced)
  }

  /// The parser and the picker must agree with the reader, and what was parsed must come back.
  private static func disagreement(
    _ bytes: [UInt8], _ dialect: JSONDialect, _ trace: JSONTrace
  ) -> String? {
    var reader = JSONReader(JSONBytes(bytes), dialect: dialect, bufferSize: 7)
    let picker = JSONPicker([JSONPick([], .value), JSONPick([], .span)])
    do throws(JSONError) {
      let picking = try picker.pick(from: &reader)
      guard trace.error == nil else { return "picked from what cannot be read" }
      var writer = JSONWriter()
      if let value = picking[0].value { writer.value(value) }
      var again = JSONReader(JSONBytes(writer.bytes))
      guard try picker.pick(from: &again)[0] == picking[0] else { return "written otherwise" }
      let end = trace.steps.dropLast().last?.end
      return picking[1].span?.upperBound == end ? nil : "the span ends elsewhere"
    } catch {
      return error == trace.error ? nil : "\(error)"
    }
  }
}
