/// One decoded field of a form; the bytes need not be UTF-8.
struct FormField: Equatable, Sendable {
  var name: [UInt8] = []
  var value: [UInt8] = []
}
