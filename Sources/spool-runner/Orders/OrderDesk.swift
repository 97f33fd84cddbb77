internal import Common

/// The orders that lie in `orders/`, handed out in portions.
struct OrderDesk {
  let spool: Spool
  let rejecter: Rejecter
  /// Whether something stayed that can neither be obeyed nor moved.
  private(set) var isHolding = false
  /// Orders that wait for the end of an attempt.
  private(set) var postponed: Set<EventID> = []
  /// The names to be looked at, the oldest last.
  private var backlog: [FileName] = []
  private var isStale = true

  init(spool: Spool, rejecter: Rejecter) {
    self.spool = spool
    self.rejecter = rejecter
  }

  private var files: any FileSystem { spool.files }

  var hasMore: Bool { !backlog.isEmpty || isStale }

  /// There may be new ones; the folder is listed again when the present ones are handed out.
  mutating func lookAgain() { isStale = true }

  /// The oldest orders that are to be obeyed now, at most so many; one to sweep is the last.
  ///
  /// What is no order is removed from the folder: it would wake the runner for ever.
  mutating func next(_ count: Int) throws(SystemError) -> [Order] {
    if backlog.isEmpty { try list() }
    var orders: [Order] = []
    while orders.count < count, let name = backlog.popLast() {
      do throws(SystemError) {
        guard let order = try read(name) else {
          reject(name, because: "it is not an order")
          continue
        }
        guard !postponed.contains(order.id) else { continue }
        orders.append(order)
        if order.wish == .sweep { break }
      } catch {
        if error.isDenied { reject(name, because: "the runner may not read it") }
      }
    }
    return orders
  }

  /// The order has been obeyed, durably; `sync` makes its going durable too.
  func remove(_ id: EventID) throws(SystemError) {
    try files.removeIfPresent(spool.path(.orders, "\(id).json"))
  }

  /// After this no obeyed order comes back, so none is obeyed when its task has gone on.
  func sync() throws(SystemError) { try files.sync(folder: spool.path(.orders), .orderGone) }

  /// Leaves an order where it is until an attempt has ended.
  mutating func postpone(_ id: EventID) { postponed.insert(id) }

  /// Looks at the postponed ones again.
  mutating func resume() {
    postponed = []
    isStale = true
  }

  private mutating func list() throws(SystemError) {
    guard isStale else { return }
    isStale = false
    isHolding = false
    let names = try files.fileNames(in: spool.path(.orders))
    backlog = names.filter { !$0.isHidden }.reversed()
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
