internal import Common

/// Completes the names of task files that a person moved: the suffix out of the task's own lines,
/// the key out of its event.
struct BareTasks {
  let workplace: Workplace

  private var store: TaskStore { workplace.store }
  private var files: any FileSystem { workplace.spool.files }

  /// While its route has a fault its key is not known: without a suffix it waits for the mended
  /// route.
  func mustStay(_ task: TaskID) -> Bool { workplace.table.isFaulty(task.route) }

  /// Gives a waiting file its whole name; the task as it waits then, nil when it is gone.
  func complete(_ state: TaskState, _ task: TaskID, _ events: inout EventIndex)
    throws(SystemError) -> WaitingTask?
  {
    let source = store.path(state, task.description)
    guard !mustStay(task), try files.exists(source), try store.flaw(source) == nil else {
      return nil
    }
    let name = try name(of: task, at: source, &events)
    try store.move(from: source, to: state, as: name)
    return WaitingTask(state: state, due: 0, name: name.description)
  }

  /// The name under which a task waits that is due now.
  func name(of task: TaskID, at path: String, _ events: inout EventIndex)
    throws(SystemError) -> TaskName
  {
    var name = TaskName(task: task, attempts: try store.history(path).attempts)
    if let template = workplace.table.route(task.route)?.oneAtATime,
      let event = try events.find(task.event),
      let values = try EventValues.read(
        workplace.spool.path(event: event), template.paths, files)
    {
      name.key = Router.key(template, values)
    }
    return name
  }

  /// Puts a task file that lies in `failed/` itself into the folder of today.
  func fileFailed(_ text: String) throws(SystemError) {
    guard let task = TaskName(text)?.task ?? TaskID(text) else { return }
    let path = store.path(.failed, text)
    guard try store.flaw(path) == nil else { return }
    try store.end(path, .failed, task, day: workplace.clock.now().day)
  }
}
