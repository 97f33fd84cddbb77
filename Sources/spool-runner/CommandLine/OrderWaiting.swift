/// How long a command stays after it left its orders.
enum OrderWaiting: Equatable {
  case no
  /// Until the runner obeyed them, but no longer than this.
  case upTo(milliseconds: Int64)
}
