/// Why a template gives no text for an event.
enum TemplateFault: Error, Equatable {
  /// The event has no such value, or null.
  case missing(EventPath)

  /// A secret that nobody handed over.
  case unknownSecret(String)
}

extension TemplateFault: CustomStringConvertible {
  var description: String {
    switch self {
    case .missing(let path): "the event has no \(path); {{\(path)?}} would allow that"
    case .unknownSecret(let name): "there is no secret \(name)"
    }
  }
}
