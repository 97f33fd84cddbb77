internal import Common

/// The orders that lie in `orders/`.
struct OrderDesk {
  let spool: Spool
  let rejecter: Rejecter
  /// Whether something stayed that can neither be obeyed nor moved.
  private(set) var isHolding = false

  init(spool: Spool, rejecter: Rejecter) {
    self.spool = spool
    self.rejecter = rejecter
  }

  private var files: any FileSystem { spool.files }

  /// What is to be obeyed now, the oldest first.
  ///
  /// What is no order is removed from the folder: it would wake the runner for ever.
  mutating func waiting() throws(SystemError) -> [Order] {
    var orders: [Order] = []
    isHolding = false
    for name in try files.fileNames(in: spool.path(.orders)) where !name.isHidden {
      do throws(SystemError) {
        if let order = try read(name) {
          orders.append(order)
        } else {
          reject(name, because: "it is not an order")
        }
      } catch {
        if error.isDenied { reject(name, because: "the runner may not read it") }
      }
    }
    return orders
  }

  /// The order has been obeyed, durably.
  func remove(_ id: EventID) throws(SystemError) {
    try files.removeIfPresent(spool.path(.orders, "\(id).json"))
  }

  /// Nil when it is not an order, whatever it is; throws what may be otherwise the next time.
  private func read(_ name: FileName) throws(SystemError) -> Order? {
    guard let text = name.text, text.hasSuffix(".json"), let id = EventID(text.dropLast(5)),
      try files.status(FilePath(spool.path(.orders), name)).kind == .regular,
      let bytes = try files.contents(spool.path(.orders, text), limit: 64 * 1024)
    else { return nil }
    return Order(id: id, bytes: bytes)
  }

  private mutating func reject(_ name: FileName, because reason: String) {
    if rejecter.reject(name, in: .orders, because: reason) == .stays { isHolding = true }
  }
}
