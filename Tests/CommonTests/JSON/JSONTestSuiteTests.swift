import Foundation
import Testing

@testable import Common

/// The samples of JSONTestSuite, with our choice where RFC 8259 leaves one.
struct JSONTestSuiteTests {
  struct Sample: CustomTestStringConvertible {
    let testDescription: String
    let body: [UInt8]
    let isAccepted: Bool
    let top: String?
  }

  /// Huge numbers and lone surrogate escapes are within the grammar; invalid UTF-8 is not text.
  static let refusedByChoice = ["JSONTestSuite/i_string_truncated-utf-8.json"]

  static func samples() throws -> [Sample] {
    try VectorFile.lines("json-test-suite").map { line in
      let body = try #require(line.input["body_b64"] as? String)
      let data = try #require(Data(base64Encoded: body))
      let verdict = try #require(line.expected["json"] as? String)
      let isAccepted =
        verdict == "either" ? !refusedByChoice.contains(line.name) : verdict == "valid"
      return Sample(
        testDescription: line.name, body: Array(data), isAccepted: isAccepted,
        top: line.expected["top"] as? String)
    }
  }

  @Test func theSamplesAreThere() throws {
    #expect(try Self.samples().count == 53)
    #expect(try Self.samples().count { $0.isAccepted } == 21)
  }

  @Test(arguments: try samples())
  func aSampleIsTakenOrRefused(sample: Sample) {
    let trace = JSONTrace(JSONBytes(sample.body))
    #expect((trace.error == nil) == sample.isAccepted, "\(String(describing: trace.error))")
    if sample.isAccepted { #expect(kind(of: trace.tokens.first) == sample.top) }
  }

  @Test(arguments: try samples())
  func theSizeOfThePiecesDoesNotMatter(sample: Sample) {
    let whole = JSONTrace(JSONBytes(sample.body))
    #expect(JSONTrace(JSONDrip(sample.body)) == whole)
    #expect(JSONTrace(JSONDrip(sample.body), capturing: false) == whole.withoutText)
  }

  @Test(arguments: try samples())
  func aPickerAndAParserAgreeWithTheReader(sample: Sample) {
    let error = JSONTrace(JSONBytes(sample.body)).error
    #expect(throwsSame(error) { () throws(JSONError) in _ = try JSONValue.parse(sample.body) })
    #expect(
      throwsSame(error) { () throws(JSONError) in
        var reader = JSONReader(JSONBytes(sample.body))
        _ = try JSONPicker([JSONPick(["a"], .value)]).pick(from: &reader)
      })
  }

  private func throwsSame(_ expected: JSONError?, _ body: () throws(JSONError) -> Void) -> Bool {
    do throws(JSONError) {
      try body()
      return expected == nil
    } catch .repeatedName {
      return expected == nil
    } catch {
      return error == expected
    }
  }

  private func kind(of token: JSONToken?) -> String {
    switch token {
    case .beginArray: "array"
    case .beginObject: "object"
    case .true, .false: "bool"
    case .string: "string"
    default: "other"
    }
  }
}
