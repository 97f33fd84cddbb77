@testable import Common

/// All that a reader says about one document.
struct JSONTrace: Equatable {
  struct Step: Equatable {
    let token: JSONToken
    let text: String
    let start: Int
    let end: Int
  }

  var steps: [Step] = []
  var error: JSONError?

  init(_ input: some JSONInput, dialect: JSONDialect = .strict, capturing: Bool = true) {
    var reader = JSONReader(input, dialect: dialect)
    do throws(JSONError) {
      var token: JSONToken
      repeat {
        token = try reader.next(capturing: capturing)
        let text = String(decoding: reader.text, as: UTF8.self)
        steps.append(Step(token: token, text: text, start: reader.start, end: reader.offset))
      } while token != .end
    } catch {
      self.error = error
    }
  }

  init(_ text: String, dialect: JSONDialect = .strict) {
    self.init(JSONBytes(Array(text.utf8)), dialect: dialect)
  }

  var tokens: [JSONToken] { steps.map(\.token) }
  var texts: [String] { steps.map(\.text) }

  /// The same without text, as a reader that captures nothing must say it.
  var withoutText: JSONTrace {
    var copy = self
    copy.steps = steps.map { Step(token: $0.token, text: "", start: $0.start, end: $0.end) }
    return copy
  }
}
