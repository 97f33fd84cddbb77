internal import Common

/// What is to be listed, newest first.
struct ListQuery: Equatable {
  enum Subject: String, CaseIterable {
    case events
    case tasks
    case rejected
    /// Requests that were refused, from their files in the journal.
    case refused
  }

  var subject = Subject.events
  var eventState: EventState?
  var taskState: TaskState?
  var source: SpoolWord?
  /// The event type as the sender says it.
  var event: String?
  var route: SpoolWord?
  /// How long ago a request may have been refused, in milliseconds.
  var since: Int64?
  var limit = 50
}
