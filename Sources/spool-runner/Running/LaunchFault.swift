/// Why a program could not be started.
enum LaunchFault: Error, Equatable {
  /// It will not start however often it is tried: it does not exist, or may not be executed.
  case impossible(String)
  /// The machine has no room for it now.
  case unavailable(String)
}
