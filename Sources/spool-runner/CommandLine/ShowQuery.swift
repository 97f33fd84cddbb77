internal import Common

/// What is to be shown.
struct ShowQuery: Equatable {
  enum Subject: Equatable {
    case event(EventID)
    case task(TaskID)
  }

  let subject: Subject
  /// Print the payload of an event, too.
  var withPayload = false
}
