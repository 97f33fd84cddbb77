internal import Common

/// All fields of a small form, decoded, in the order they came.
struct FormFields: Equatable, Sendable {
  /// The largest form that is taken apart, in bytes.
  static let sizeLimit = 64 * 1024
  static let fieldLimit = 1000

  let fields: [FormField]

  /// Reads a whole form; a field without an equals sign has an empty value.
  init(parsing form: [UInt8]) throws(HTTPFault) {
    guard form.count <= Self.sizeLimit else { throw .formTooLarge }
    var fields: [FormField] = []
    for part in form.split(separator: UInt8(ascii: "&")) {
      guard fields.count < Self.fieldLimit else { throw .formTooLarge }
      let equals = part.firstIndex(of: UInt8(ascii: "=")) ?? part.endIndex
      fields.append(
        FormField(
          name: try Self.decode(part[..<equals]),
          value: try Self.decode(part[equals...].dropFirst())))
    }
    self.fields = fields
  }

  /// The fields as a JSON object, in the order in which their names come first.
  ///
  /// A repeated name has a list, as two members of one name would be read differently by everyone.
  /// What is not UTF-8 becomes U+FFFD.
  var object: [UInt8] {
    var names: [[UInt8]] = []
    var values: [[UInt8]: [[UInt8]]] = [:]
    for field in fields {
      if values[field.name] == nil { names.append(field.name) }
      values[field.name, default: []].append(field.value)
    }
    var writer = JSONWriter()
    writer.beginObject()
    for name in names {
      writer.name(String(decoding: name, as: UTF8.self))
      let values = values[name] ?? []
      if values.count > 1 { writer.beginArray() }
      for value in values { writer.string(value) }
      if values.count > 1 { writer.endArray() }
    }
    writer.endObject()
    return writer.bytes
  }

  private static func decode(_ coded: ArraySlice<UInt8>) throws(HTTPFault) -> [UInt8] {
    var escape = FormEscape()
    var decoded: [UInt8] = []
    for byte in coded {
      if let byte = try escape.decode(byte) { decoded.append(byte) }
    }
    guard !escape.isOpen else { throw .badFormEscape }
    return decoded
  }
}
