internal import Common

/// Everything an attempt needs before its program can be started.
enum Preparation {
  case ready(ChildProgram, input: Descriptor, secrets: [Secret])
  case impossible(AttemptResult)

  /// Opens the event, fills the templates and fetches the secrets.
  static func of(
    _ task: TaskID, _ route: Route, attempt: Int, _ workplace: Workplace,
    _ events: inout EventIndex
  ) throws(SystemError) -> Preparation {
    let files = workplace.spool.files
    guard let name = try events.find(task.event) else {
      return .impossible(.rejected(reason: "its event \(task.event) is gone"))
    }
    let path = workplace.spool.path(event: name)
    let secrets: NamedSecrets
    do throws(SecretFault) {
      secrets = try NamedSecrets.resolve(route.secrets, files, workplace.environment)
    } catch {
      return .impossible(.deferred(reason: "\(error)"))
    }
    guard let values = try EventValues.read(path, route.step.paths, files) else {
      return .impossible(.rejected(reason: "the event file is damaged"))
    }
    var call: ProgramCall
    do throws(ProgramCallFault) {
      call = try ProgramCall(route.step, values, secrets)
    } catch {
      return .impossible(.rejected(reason: "\(error)"))
    }
    call.add(TaskVariables.of(task, name, attempt: attempt))
    return .ready(ChildProgram(call), input: try files.open(path), secrets: secrets.all)
  }
}
