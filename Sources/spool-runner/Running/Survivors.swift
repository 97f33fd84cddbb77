/// What lives of an attempt that another runner started.
enum Survivors: Equatable {
  case none
  case alive
  /// Something may; the reason is for a person. It is never killed, and its task never run again,
  /// until the doubt is gone.
  case unsure(String)
}
