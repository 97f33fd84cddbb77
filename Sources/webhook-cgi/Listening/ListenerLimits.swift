/// What bounds a listener; times are milliseconds.
struct ListenerLimits: Equatable {
  /// Requests served at once; more connections wait in the kernel's queue.
  var connections = 128
  /// Requests of one TCP client served at once, nil for any number: behind a proxy all clients are
  /// one.
  var perAddress: Int?
  /// How long a listener that systemd starts again waits without traffic.
  var idle: Int64 = 10_000
  /// How old such a listener becomes: what it was given at its start (credentials) is renewed then.
  var lifetime: Int64 = 900_000
  /// After how long a request's process is killed.
  ///
  /// It ends itself at its `deadline`, and this is the longest that `deadline` may be.
  var maxAge: Int64 = 3_600_000
}
