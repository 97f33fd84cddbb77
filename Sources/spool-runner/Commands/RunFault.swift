internal import Common

/// Why no pass was made.
enum RunFault: Error {
  case spool(SpoolError)
  case configuration(ConfigFault)
  case unknownUser(String)

  var status: ExitStatus {
    switch self {
    case .spool: .tryLater
    case .configuration, .unknownUser: .configuration
    }
  }

  var description: String {
    switch self {
    case .spool(let error): error.description
    case .configuration(let fault): "\(fault)"
    case .unknownUser(let name):
      "receiver_user: there is no user \"\(name)\" on this machine: name the account that the "
        + "receiver runs as"
    }
  }
}
