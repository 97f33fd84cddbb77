import Testing

@testable import webhook_cgi

struct FormTests {
  static let forms: [(form: String, reading: FormReading)] = [
    ("", .none),
    ("payload=%7B%7d", payload("{}")),
    ("payload=a+b%20c%2Bd=e;f", payload("a b c+d=e;f")),
    ("a=1&payload=x&b=2", payload("x")),
    ("a=%70ayload&&payload=x&", payload("x")),
    ("p%61yload=x", payload("x")),
    ("payload", payload("")),
    ("payload=", payload("")),
    ("payload&a=b", payload("")),
    ("Payload=x", .none),
    ("payloads=x&payloa=x&a=payload", .none),
    ("xpayload=x", .none),
    ("=payload", .none),
    ("payload=%00%ff", .payload([0x00, 0xff])),
    ("payload=x&payload=y", .refused(.repeatedPayload)),
    ("payload=x&pay%6Coad", .refused(.repeatedPayload)),
    ("payload&payload", .refused(.repeatedPayload)),
    ("payload=%", .refused(.badFormEscape)),
    ("payload=%7", .refused(.badFormEscape)),
    ("payload=%7g", .refused(.badFormEscape)),
    ("payload=%%41", .refused(.badFormEscape)),
    ("payload=%7&a=b", .refused(.badFormEscape)),
    ("a=%&payload=x", .refused(.badFormEscape)),
    ("a%=1&payload=x", .refused(.badFormEscape)),
    ("payload=x&a=%4", .refused(.badFormEscape)),
    ("%", .refused(.badFormEscape)),
  ]

  @Test(arguments: forms)
  func thePayloadIsFoundHoweverTheFormIsCut(form: String, reading: FormReading) {
    for step in [1, 2, 3, 1000] {
      #expect(FormReading(Array(form.utf8), step: step) == reading)
    }
    #expect(FormReading(fieldsOf: Array(form.utf8)) == reading)
  }

  @Test func theOutputNeverGrowsByMoreThanTheInput() throws {
    var decoder = FormDecoder()
    var output: [UInt8] = []
    for piece in ["payload=%7", "B%22+", "&x=yyyyyyyy"] {
      let before = output.count
      try decoder.feed(Array(piece.utf8).span, into: &output)
      #expect(output.count - before <= piece.utf8.count)
    }
    #expect(output == Array("{\" ".utf8))
  }

  @Test func fieldsKeepTheirOrderAndTheirRepetitions() throws {
    let form = try FormFields(parsing: Array("b=1&a=%C3%BC+x&b=2=3&&c&=d".utf8))
    let expected = [("b", "1"), ("a", "ü x"), ("b", "2=3"), ("c", ""), ("", "d")]
    #expect(
      form.fields == expected.map { FormField(name: Array($0.utf8), value: Array($1.utf8)) })
  }

  @Test func aFormHasLimits() throws {
    let fields = [UInt8]("a&".utf8)
    let most = Array(repeatElement(fields, count: FormFields.fieldLimit).joined())
    #expect(try FormFields(parsing: most).fields.count == FormFields.fieldLimit)
    #expect(throws: HTTPFault.formTooLarge) { try FormFields(parsing: most + fields) }
    let largest = [UInt8](repeating: 0x61, count: FormFields.sizeLimit)
    #expect(try FormFields(parsing: largest).fields.count == 1)
    #expect(throws: HTTPFault.formTooLarge) { try FormFields(parsing: largest + [0x61]) }
  }

  private static func payload(_ text: String) -> FormReading { .payload(Array(text.utf8)) }
}
