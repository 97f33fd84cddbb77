internal import Common

/// What tasks run one after the other for: their route, and the hash of the key's value.
///
/// Two routes with the same value of `one_at_a_time` do not wait for each other.
struct RouteKey: Hashable {
  let route: SpoolWord
  let value: String

  /// Nil for a task without a key.
  init?(_ name: TaskName) {
    guard let value = name.key else { return nil }
    self.value = value
    route = name.task.route
  }
}
