import Testing

/// A named list of operations that every file system must answer alike.
struct ConformanceScript: Sendable, CustomTestStringConvertible {
  let name: String
  let operations: [DiskOperation]

  init(_ name: String, _ operations: [DiskOperation]) {
    self.name = name
    self.operations = operations
  }

  var testDescription: String { name }
}
