internal import Common

/// What an event is, out of its headers and its payload.
struct EventFacts: Equatable {
  let event: String
  var action: String?
  var repository: String?
  /// Of the issue or pull request.
  var number: Int?
  /// The login of who caused it.
  var sender: String?
  /// The sender's id of this delivery; nil when it sent none.
  var delivery: String?
  /// The images that were pushed, of a source that reports these.
  var images: [PushedImage] = []
  /// What the sender calls the event, where we call it otherwise.
  var announced: String?
}
