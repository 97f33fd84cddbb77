internal import Common

/// What a command line asks for.
enum Command: Equatable {
  case run(RunOptions)
  case status(Format)
  case list(ListQuery, Format)
  case show(ShowQuery, Format)
  /// Leaves orders for the runner.
  case order([Order.Wish], OrderWaiting)
  /// Sweeps at once, without an order.
  case sweep(isWaiting: Bool)
  case send(SendRequest)
  case secret(SecretRequest, Format)
  case check(Format)
  case help(CommandWord?)
  case version

  /// For whom the answer is written.
  enum Format: Equatable {
    case person
    case script
  }
}
