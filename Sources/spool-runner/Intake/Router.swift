internal import Common

/// Makes the tasks of events, and moves the events to where they stay.
///
/// Many events share the syncs. The order of these is the promise: tasks, then the event's new
/// place, then its old one; only after that is a task handed out to be run.
struct Router {
  let spool: Spool
  let routes: [Route]
  let store: TaskStore
  let rejecter: Rejecter
  let journal: Journal
  /// The tasks that waited when the pass began.
  var known = TaskMarks()
  /// What the events do not reach.
  var unusable: [OwedRoutes.Debtor] = []
  var owed = OwedRoutes()

  private var files: any FileSystem { spool.files }

  private static let damaged =
    "the event file is damaged, its name is another event's, or what the routes read of it needs "
    + "too much memory"

  private struct Plan {
    let event: EventName
    let tasks: [TaskName]
    /// Those of them that are nowhere yet.
    var fresh: [TaskName] = []
  }

  /// What came of routing some events.
  struct Routed {
    var tasks: [WaitingTask] = []
    /// Events that stay in `incoming/` as they were, without tasks, and why.
    var failures: [(event: EventName, error: SystemError)] = []
  }

  /// Routes events that lie in `incoming/`.
  ///
  /// What fails at one event is taken back and does not hold up the others. When this throws, no
  /// task of an event that is still in `incoming/` is left behind.
  mutating func route(_ events: [EventName]) throws(SystemError) -> Routed {
    var routed = Routed()
    var plans: [Plan] = []
    for event in events {
      do throws(SystemError) {
        if let plan = try plan(event) { plans.append(plan) }
      } catch {
        routed.failures.append((event, error))
      }
    }
    let fresh = Set(try missing(of: plans.flatMap(\.tasks)))
    for index in plans.indices {
      plans[index].fresh = plans[index].tasks.filter { fresh.contains($0) }
    }
    do throws(SystemError) {
      try store.make(plans.flatMap(\.fresh), in: .ready)
      try noteOwed(plans.map(\.event.id))
    } catch {
      for plan in plans { unmake(plan) }
      throw error
    }
    let moved = try moveEvents(plans, &routed)
    for plan in moved { note(plan) }
    routed.tasks = moved.flatMap(\.fresh).map { WaitingTask(.ready, $0) }
    return routed
  }

  /// Moves an event to `rejected/`, and lets its sender deliver it again: the ledger forgets it.
  func reject(_ event: EventName, because reason: String) -> Rejecter.Result {
    spool.ledger.forget(event)
    return rejecter.reject(FileName(event.description), because: reason)
  }

  /// The tasks of one event in one run; nil when the file is damaged, or another event's than its
  /// name says.
  func tasks(of event: EventName, at path: String, run: String) throws(SystemError) -> [TaskName]? {
    guard let values = try EventValues.read(path, Self.paths(of: routes), files),
      Self.isNamed(event, values)
    else { return nil }
    return routes.filter { $0.match.evaluate(values) }.map { route in
      TaskName(
        task: TaskID(event: event.id, route: route.name, run: run),
        key: route.oneAtATime.flatMap { Self.key($0, values) })
    }
  }

  /// The hash of a key's value; a key whose value is missing does not apply.
  static func key(_ template: Template, _ values: EventValues) -> String? {
    (try? template.render(values)).map(TaskName.hash(ofKey:))
  }

  /// Whether source and event inside are those of the name: with `fs.protected_hardlinks` off, a
  /// member of the group can give a receiver's file another name.
  private static func isNamed(_ name: EventName, _ values: EventValues) -> Bool {
    guard let source = values.value(source)?.asString, let event = values.value(event)?.asString
    else { return false }
    return source == name.source && EventName.encoded(event) == name.event
  }

  private static let source = EventPath(names: ["source"])
  private static let event = EventPath(names: ["event"])

  private static func paths(of routes: [Route]) -> [EventPath] {
    var paths = [source, event]
    for path in routes.flatMap({ $0.match.paths + ($0.oneAtATime?.paths ?? []) })
    where !paths.contains(path) {
      paths.append(path)
    }
    return paths
  }

  private func plan(_ event: EventName) throws(SystemError) -> Plan? {
    do {
      guard let tasks = try tasks(of: event, at: spool.path(incoming: event), run: TaskID.firstRun)
      else {
        _ = reject(event, because: Self.damaged)
        return nil
      }
      return Plan(event: event, tasks: tasks)
    } catch {
      if error.isMissing { return nil }
      throw error
    }
  }

  /// Remembers, before an event leaves `incoming/`, that a route did not see it.
  private mutating func noteOwed(_ events: [EventID]) throws(SystemError) {
    guard !unusable.isEmpty, let first = events.min() else { return }
    var noted = owed
    guard noted.note(unusable, from: first) else { return }
    try noted.write(spool)
    owed = noted
  }

  /// The tasks that are nowhere yet: a pass that died while routing may have made some of them,
  /// under names that another configuration gave them.
  private func missing(of tasks: [TaskName]) throws(SystemError) -> [TaskName] {
    guard !tasks.isEmpty else { return [] }
    let doubtful = tasks.filter { known.mayHold($0.task.description) }
    let lookup = try TaskLookup(store, of: Set(doubtful.map(\.task.event)))
    var missing: [TaskName] = []
    for task in tasks where try lookup.find(task.task) == nil { missing.append(task) }
    return missing
  }

  /// The plans whose events are at their new places, durably.
  private func moveEvents(_ plans: [Plan], _ routed: inout Routed) throws(SystemError) -> [Plan] {
    var folders: [String] = []
    var moved: [Plan] = []
    for plan in plans {
      let folder = spool.folder(of: plan.event.id)
      do throws(SystemError) {
        if folders.last != folder {
          try makeFolder(of: plan.event.id)
          folders.append(folder)
        }
        try files.rename(spool.path(incoming: plan.event), to: spool.path(event: plan.event))
        moved.append(plan)
      } catch {
        unmake(plan)
        // A person may have removed the event meanwhile.
        if !error.isMissing { routed.failures.append((plan.event, error)) }
      }
    }
    if moved.isEmpty { return [] }
    try store.sync(folders, .routed)
    try files.sync(folder: spool.path(.incoming), .unqueued)
    return moved
  }

  /// Takes back the tasks of an event that stays in `incoming/`: none of them ever ran.
  private func unmake(_ plan: Plan) {
    for task in plan.fresh { try? files.remove(store.path(.ready, task.description)) }
  }

  private func makeFolder(of id: EventID) throws(SystemError) {
    let root = spool.path(.events)
    let permissions = SpoolFolder.events.permissions
    if try files.makeFolderIfMissing("\(root)/\(id.day)", permissions: permissions) {
      try files.sync(folder: root, .eventFolder)
    }
    if try files.makeFolderIfMissing("\(root)/\(id.day)/\(id.hour)", permissions: permissions) {
      try files.sync(folder: "\(root)/\(id.day)", .eventFolder)
    }
  }

  private func note(_ plan: Plan) {
    journal.note(plan.tasks.isEmpty ? "ignored" : "routed") { writer in
      writer.member("event_id", plan.event.id.description)
      writer.member("source", plan.event.source)
      if plan.tasks.isEmpty {
        writer.member("reason", routes.isEmpty ? "there are no routes" : "no route matched")
      } else {
        writer.name("routes")
        writer.beginArray()
        for task in plan.tasks { writer.string(task.task.route.description) }
        writer.endArray()
      }
    }
  }
}
