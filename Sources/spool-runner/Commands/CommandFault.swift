internal import Common

/// Why a command could not do what it was asked to.
enum CommandFault: Error, Equatable {
  /// No, and this is why: nothing with this id, a file that is no event.
  case refused(String)
  case configuration(String)
  case spool(SpoolError)

  var status: ExitStatus {
    switch self {
    case .refused: .failed
    case .configuration: .configuration
    case .spool: .tryLater
    }
  }

  var message: String {
    switch self {
    case .refused(let why), .configuration(let why): why
    case .spool(.unavailable(let error)) where error.isDenied:
      "\(error): run this as root, as the runner's user, or as a member of the spool's group"
    case .spool(let error): error.description
    }
  }

  /// Reads something of the spool.
  static func looking<Value>(_ look: () throws(SystemError) -> Value) throws(CommandFault)
    -> Value
  {
    do throws(SystemError) {
      return try look()
    } catch {
      throw .spool(.unavailable(error))
    }
  }
}
