extension Spool {
  /// Leaves an order for the runner.
  ///
  /// When this returns, it survives a power cut.
  package func leave(_ order: Order) throws(SystemError) {
    // Not an event's name: recovery of `tmp/` removes it when its writer died. Not writable by the
    // group: `tmp/` is open to its members, and one that writes could link it to an event's name.
    let draft = path(.tmp, ".\(order.id).order")
    let file = try files.create(draft, permissions: 0o640)
    defer { files.close(file) }
    do {
      try files.lockAtOnce(file, draft)
      try files.write(order.bytes, to: file)
      try files.sync(file, .orderBytes)
      try files.rename(draft, to: path(.orders, order.fileName))
    } catch {
      try? files.remove(draft)
      throw error
    }
    try files.sync(folder: path(.orders), .orderPlaced)
  }
}
