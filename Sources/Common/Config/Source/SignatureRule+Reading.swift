extension SignatureRule {
  package static let keys = [
    "header", "prefix", "separator", "algorithm", "encoding", "key", "signed", "time",
  ]

  /// Reads the object of the key `hmac`.
  init(_ reader: ConfigReader) throws(ConfigFault) {
    try reader.finish(Self.keys)
    header = try reader.required(reader.fieldName("header"), "header", FieldName.expected)
    prefix = try reader.parsed("prefix", "a text") { $0.asString } ?? ""
    separator = try reader.parsed("separator", "one character, such as \",\"") {
      $0.asString.flatMap { $0.utf8.count == 1 ? $0.utf8.first : nil }
    }
    algorithm = try reader.choice("algorithm") ?? .sha256
    encoding = try reader.choice("encoding") ?? .hex
    key = try reader.choice("key") ?? .text
    signed =
      try reader.parsed("signed", SignedText.expected) {
        $0.asString.flatMap(SignedText.init(template:))
      } ?? SignedText()
    time = try reader.object("time").map { reader throws(ConfigFault) in try SignedTime(reader) }
    try checkValues(reader)
  }

  /// Refuses what could never hold, and a time that anybody could change.
  private func checkValues(_ reader: ConfigReader) throws(ConfigFault) {
    let usesField = (signed.before + signed.behind + (time.map { [.value($0.value)] } ?? []))
      .contains {
        if case .value(.field) = $0 { true } else { false }
      }
    if usesField, separator == nil {
      throw reader.fault("separator", .missing(expected: "what separates the header's fields"))
    }
    if let value = signed.valueBesideBody, value != time?.value {
      throw reader.fault(
        "signed",
        .wrong(
          found: "{body} right beside a value", expected: "text between the two, such as a dot"))
    }
    guard hasOneReading else {
      throw reader.fault(
        "signed",
        .wrong(
          found: "values that could be shifted into one another",
          expected: "one value beside the time"))
    }
    guard let time, !signed.contains(time.value) else { return }
    throw reader.fault(
      "signed", .wrong(found: "a text without the time", expected: "one that holds it"))
  }
}

extension SignedTime {
  package static let keys = ["header", "field", "tolerance", "unit"]

  /// Reads the object of the key `time`.
  init(_ reader: ConfigReader) throws(ConfigFault) {
    try reader.finish(Self.keys)
    switch (try reader.fieldName("header"), try reader.string("field")) {
    case (let header?, nil): value = .header(header)
    case (nil, let field?): value = .field(field)
    default:
      throw reader.fault("header", .missing(expected: "either \"header\" or \"field\""))
    }
    unit = try reader.choice("unit") ?? .seconds
    let expected = "a time from \"1s\" to \"1d\""
    tolerance =
      try reader.time("tolerance", 1000...86_400_000, expected).map { $0 / 1000 }
      ?? SignatureRule.usualTolerance
  }
}

extension ConfigReader {
  /// A header's name, in lower case.
  func fieldName(_ key: String) throws(ConfigFault) -> String? {
    try parsed(key, FieldName.expected) { $0.asString.flatMap(FieldName.lowercased) }
  }

  /// One of a few words.
  func choice<Word: RawRepresentable & CaseIterable>(
    _ key: String
  ) throws(ConfigFault) -> Word? where Word.RawValue == String {
    guard value(key) != nil else { return nil }
    let words = Word.allCases.map { "\"\($0.rawValue)\"" }
    return try parsed(key, words.joined(separator: " or ")) {
      $0.asString.flatMap(Word.init(rawValue:))
    }
  }
}
