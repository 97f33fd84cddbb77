/// Why a program is not run for an event.
struct ProgramCallFault: Error, Equatable {
  enum Reason: Equatable, Sendable {
    case template(TemplateFault)

    /// The sender's value begins the argument with `-`, so it could be taken for an option.
    case dash

    /// The kernel would end the text at a NUL byte.
    case nul

    /// Longer than `ProgramCall.longest`.
    case tooLong
  }

  /// Where in the step: `run[1]` or `env.NAME`.
  let place: String
  let reason: Reason

  init(_ place: String, _ reason: Reason) {
    self.place = place
    self.reason = reason
  }
}

extension ProgramCallFault: CustomStringConvertible {
  /// The reason, without the value: it may hold a secret.
  var description: String { "\(place): \(reason)" }
}

extension ProgramCallFault.Reason: CustomStringConvertible {
  var description: String {
    switch self {
    case .template(let fault): fault.description
    case .dash: "the value begins with \"-\"; \"dash\": true would allow that"
    case .nul: "the value has a NUL byte"
    case .tooLong: "the value is longer than \(ProgramCall.longest) bytes"
    }
  }
}
