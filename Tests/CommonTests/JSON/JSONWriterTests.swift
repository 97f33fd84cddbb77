import Testing

@testable import Common

struct JSONWriterTests {
  static let strings: [(text: String, json: String)] = [
    ("", "\"\""), ("plain ASCII", "\"plain ASCII\""), ("a\"b\\c/d", #""a\"b\\c/d""#),
    ("\u{8}\t\n\u{c}\r", #""\b\t\n\f\r""#), ("\u{0}\u{1b}\u{1f}", #""\u0000\u001b\u001f""#),
    ("\u{7e}\u{7f}", #""~\u007f""#),
    ("\u{80}\u{9b}\u{9f}\u{a0}", "\"\\u0080\\u009b\\u009f\u{a0}\""),
    ("é€😀", "\"é€😀\""), ("\u{61b}\u{61c}\u{61d}", "\"\u{61b}\\u061c\u{61d}\""),
    ("\u{200d}\u{200e}\u{200f}\u{2010}", "\"\u{200d}\\u200e\\u200f\u{2010}\""),
    ("\u{2027}\u{2028}\u{2029}\u{202a}", "\"\u{2027}\\u2028\\u2029\\u202a\""),
    ("\u{202e}\u{202f}", "\"\\u202e\u{202f}\""),
    ("\u{2065}\u{2066}\u{2069}\u{206a}", "\"\u{2065}\\u2066\\u2069\u{206a}\""),
  ]

  static let invalid: [(bytes: [UInt8], text: String)] = [
    ([0xff], "\u{fffd}"), ([0x41, 0x80, 0x42], "A\u{fffd}B"), ([0xc3], "\u{fffd}"),
    ([0xc3, 0x22], "\u{fffd}\""), ([0xe2, 0x82], "\u{fffd}"), ([0xe2, 0x82, 0x41], "\u{fffd}A"),
    ([0xed, 0xa0, 0x80], "\u{fffd}\u{fffd}\u{fffd}"), ([0xc0, 0xaf], "\u{fffd}\u{fffd}"),
    ([0xf0, 0x9f, 0x98, 0x0a], "\u{fffd}\n"), ([0xc3, 0xc3, 0xa9], "\u{fffd}é"),
    ([0xf4, 0x90, 0x80, 0x80], "\u{fffd}\u{fffd}\u{fffd}\u{fffd}"),
  ]

  @Test func commasAndColonsAreWritten() {
    var writer = JSONWriter()
    writer.beginObject()
    writer.member("a", "x")
    writer.member("b", String?.none)
    writer.member("c", String?.some("y"))
    writer.member("d", -5)
    writer.member("e", true)
    writer.name("f")
    writer.beginArray()
    writer.null()
    writer.beginArray()
    writer.endArray()
    writer.bool(false)
    writer.raw(Array("{\"raw\": 1}".utf8))
    writer.integer(.min)
    writer.beginObject()
    writer.endObject()
    writer.string("s")
    writer.endArray()
    writer.member("g", .array([.number("1.50"), .null]))
    writer.endObject()
    #expect(
      text(writer)
        == #"{"a":"x","b":null,"c":"y","d":-5,"e":true,"f":[null,[],false,{"raw": 1},"#
        + #"-9223372036854775808,{},"s"],"g":[1.50,null]}"#)
  }

  @Test(arguments: strings)
  func aStringIsEscapedForATerminal(text: String, json: String) {
    var writer = JSONWriter()
    writer.string(text)
    #expect(writer.bytes == Array(json.utf8))
    var other = JSONWriter()
    other.string(Array(text.utf8))
    #expect(other.bytes == writer.bytes)
  }

  @Test(arguments: strings)
  func aNameIsEscapedLikeAString(text: String, json: String) {
    var writer = JSONWriter()
    writer.name(text)
    #expect(writer.bytes == Array((json + ":").utf8))
  }

  @Test(arguments: invalid)
  func bytesThatAreNotUTF8AreReplaced(bytes: [UInt8], text: String) throws {
    var writer = JSONWriter()
    writer.string(bytes)
    #expect(try JSONValue.parse(writer.bytes) == .string(text))
    #expect(String(decoding: bytes, as: UTF8.self) == text, "as the standard library does")
  }

  @Test func everyCharacterComesBack() throws {
    let scalars = (UInt32(0)...0x10ffff).compactMap(Unicode.Scalar.init)
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars)
    var writer = JSONWriter()
    writer.string(String(text))
    let read = try #require(try JSONValue.parse(writer.bytes).asString)
    #expect(read.unicodeScalars.elementsEqual(scalars))
  }

  @Test func aValueComesBack() throws {
    let json = #"{"a":[1,-2.5e3,"x",true,false,null,[],{}],"":{"é":"\u0000","b":[[1]]}}"#
    let value = try JSONValue.parse(Array(json.utf8))
    var writer = JSONWriter()
    writer.value(value)
    #expect(text(writer) == json)
  }

  private func text(_ writer: JSONWriter) -> String {
    String(decoding: writer.bytes, as: UTF8.self)
  }
}
