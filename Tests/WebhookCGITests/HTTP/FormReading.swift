@testable import webhook_cgi

/// What came of looking for the payload in a form.
enum FormReading: Equatable {
  case payload([UInt8])
  case none
  case refused(HTTPFault)

  /// Reads a form whose bytes arrive in pieces of `step` bytes.
  init(_ form: [UInt8], step: Int) {
    var decoder = FormDecoder()
    var payload: [UInt8] = []
    do throws(HTTPFault) {
      for start in stride(from: 0, to: form.count, by: step) {
        let piece = form.span.extracting(start..<min(start + step, form.count))
        try decoder.feed(piece, into: &payload)
      }
      try decoder.finish()
      self = decoder.hasPayload ? .payload(payload) : .none
    } catch {
      self = .refused(error)
    }
  }

  /// Looks the payload up among all the fields of the form.
  ///
  /// A form with two faults gets the one that a reader from left to right meets.
  init(fieldsOf form: [UInt8]) {
    var payloads: [[UInt8]] = []
    for part in form.split(separator: UInt8(ascii: "&")) {
      let name = Array(part.prefix { $0 != UInt8(ascii: "=") })
      do throws(HTTPFault) {
        let named = try FormFields(parsing: name).fields.first?.name ?? []
        if named == Array("payload".utf8), !payloads.isEmpty { throw .repeatedPayload }
        for field in try FormFields(parsing: Array(part)).fields
        where field.name == Array("payload".utf8) {
          payloads.append(field.value)
        }
      } catch {
        self = .refused(error)
        return
      }
    }
    self = payloads.first.map { .payload($0) } ?? .none
  }
}
