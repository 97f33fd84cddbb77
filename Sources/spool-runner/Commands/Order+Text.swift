internal import Common

extension Order {
  /// For a person: the verb and what it is about.
  var text: String {
    switch wish {
    case .retry(let task), .cancel(let task): "\(verb) \(task)"
    case .retryEvent(let event), .reprocess(let event): "\(verb) \(event)"
    case .sweep: verb
    }
  }
}
