internal import Common

/// The orders that lie in `orders/`.
struct OrderDesk {
  let spool: Spool
  let rejecter: Rejecter

  private var files: any FileSystem { spool.files }

  /// What is to be obeyed now, the oldest first.
  ///
  /// What is no order is removed from the folder: it would wake the runner for ever.
  func waiting() throws(SystemError) -> [Order] {
    var orders: [Order] = []
    for name in try files.names(in: spool.path(.orders)) where !name.hasPrefix(".") {
      let path = spool.path(.orders, name)
      if name.hasSuffix(".json"), let id = EventID(name.dropLast(5)), let order = read(id, path) {
        orders.append(order)
      } else {
        try rejecter.reject(name, in: .orders, because: "it is not an order")
      }
    }
    return orders
  }

  /// The order has been obeyed, durably.
  func remove(_ id: EventID) throws(SystemError) {
    try files.removeIfPresent(spool.path(.orders, "\(id).json"))
  }

  private func read(_ id: EventID, _ path: String) -> Order? {
    guard let bytes = try? files.contents(path, limit: 64 * 1024) else { return nil }
    return Order(id: id, bytes: bytes)
  }
}
