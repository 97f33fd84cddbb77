/// A system call that failed: which call, on what, and why.
package struct SystemError: Error, Equatable, CustomStringConvertible {
  package let call: String
  package let path: String
  package let code: Int32

  package init(call: String, path: String, code: Int32) {
    self.call = call
    self.path = path
    self.code = code
  }

  /// For a person: `cannot open /x: Permission denied`.
  package var description: String {
    "cannot \(call) \(path): \(ErrorNumber.text(code))"
  }

  package var isMissing: Bool { code == ErrorNumber.missing }
  package var exists: Bool { code == ErrorNumber.exists }
  package var isDenied: Bool { code == ErrorNumber.denied || code == ErrorNumber.notPermitted }
}
