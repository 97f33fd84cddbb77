internal import Common

/// Leaves orders for the runner, and may wait until they were obeyed.
struct OrderCommand {
  let wishes: [Order.Wish]
  let waiting: OrderWaiting
  let context: Context

  func run() throws(CommandFault) -> ExitStatus {
    let spool = try context.spool()
    // All are looked at first: of a wrong list nothing is ordered.
    for wish in wishes { try expectSense(wish, spool) }
    try CommandFault.looking { () throws(SystemError) in _ = try context.actAsOwner(of: spool) }
    var orders: [Order] = []
    for wish in wishes {
      let order = Order(
        id: EventID(at: context.clock.now(), random: .random(in: 0 ... .max)), wish: wish)
      try CommandFault.looking { () throws(SystemError) in try spool.leave(order) }
      context.output.sayLine("ordered: \(order.text)")
      orders.append(order)
    }
    switch waiting {
    case .no:
      try sayWhoObeys(spool)
      return .done
    case .upTo(let milliseconds):
      return try wait(for: orders, spool, milliseconds: milliseconds)
    }
  }

  /// Refuses what the runner could do nothing about.
  private func expectSense(_ wish: Order.Wish, _ spool: Spool) throws(CommandFault) {
    let refusal = try CommandFault.looking { () throws(SystemError) in
      try OrderSense(spool: spool).refusal(of: wish)
    }
    if let refusal { throw .refused("\(refusal); nothing was ordered") }
  }

  private func sayWhoObeys(_ spool: Spool) throws(CommandFault) {
    let presence = try CommandFault.looking { () throws(SystemError) in
      try RunnerPresence.look(at: spool)
    }
    switch presence {
    case .working: context.output.sayLine("a runner is at work and will obey")
    case .absent:
      context.output.sayLine("no runner is at work: the path unit starts one, or spool-runner run")
    case .unknown: break
    }
  }

  /// Looks for the order's file, more and more seldom.
  private func wait(for orders: [Order], _ spool: Spool, milliseconds: Int64)
    throws(CommandFault) -> ExitStatus
  {
    let deadline = context.clock.uptime() + milliseconds
    var step: Int64 = 20
    var open = orders
    while true {
      var rest: [Order] = []
      for order in open {
        let isThere = try CommandFault.looking { () throws(SystemError) in
          try spool.files.exists(spool.path(.orders, order.fileName))
        }
        if isThere { rest.append(order) } else { context.output.sayLine("obeyed: \(order.text)") }
      }
      open = rest
      if open.isEmpty { return .done }
      let left = deadline - context.clock.uptime()
      if left <= 0 { break }
      context.pause(min(step, left))
      step = min(step * 2, 500)
    }
    for order in open { context.output.complain("not obeyed yet: \(order.text)") }
    try sayWhoObeys(spool)
    return .tryLater
  }
}
