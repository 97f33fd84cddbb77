internal import Common

/// One line of a list of events: all of it stands in the file's name.
struct EventEntry: Equatable {
  let file: String
  /// Nil for a dropped file that the runner has not taken yet.
  let name: EventName?
  let state: EventState

  init(incoming file: String) {
    self.file = file
    name = EventName(file)
    state = .incoming
  }

  init(routed name: EventName) {
    file = name.description
    self.name = name
    state = .routed
  }
}
