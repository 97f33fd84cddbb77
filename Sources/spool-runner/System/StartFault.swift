internal import Common

/// Why a child never became its program.
enum StartFault: Error, Equatable, CustomStringConvertible {
  /// The program could not be executed: missing, not executable, or its arguments are too large.
  case noProgram(path: String, code: Int32)
  /// The folder it was to start in could not be entered.
  case noDirectory(path: String, code: Int32)
  /// An argument or variable holds a NUL byte, which no program can be given.
  case holdsNUL
  /// The machine refused; another time may do better.
  case system(SystemError)

  /// For a person: `cannot execute /x: Permission denied`.
  var description: String {
    switch self {
    case .noProgram(let path, let code):
      SystemError(call: "execute", path: path, code: code).description
    case .noDirectory(let path, let code):
      SystemError(call: "enter", path: path, code: code).description
    case .holdsNUL: "an argument or a variable holds a NUL byte"
    case .system(let error): error.description
    }
  }
}
