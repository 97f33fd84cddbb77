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
    guard let name = try events.find(task.event), let input = try open(name, workplace.spool) else {
      return .impossible(.rejected(reason: "its event \(task.event) is gone"))
    }
    let secrets: NamedSecrets
    do throws(SecretFault) {
      secrets = try NamedSecrets.resolve(route.secrets, files, workplace.environment)
    } catch {
      files.close(input)
      return .impossible(.deferred(reason: "\(error)"))
    }
    guard let values = try EventValues.read(input, route.step.paths, files) else {
      files.close(input)
      return .impossible(.rejected(reason: "the event file is damaged"))
    }
    var call: ProgramCall
    do throws(ProgramCallFault) {
      call = try ProgramCall(route.step, values, secrets)
    } catch {
      files.close(input)
      return .impossible(.rejected(reason: "\(error)"))
    }
    call.add(TaskVariables.of(task, name, attempt: attempt))
    return .ready(ChildProgram(call), input: input, secrets: secrets.all)
  }

  /// Nil when a person removed the event a moment ago.
  private static func open(_ name: EventName, _ spool: Spool) throws(SystemError) -> Descriptor? {
    do {
      return try spool.files.open(spool.path(event: name))
    } catch {
      if error.isMissing { return nil }
      throw error
    }
  }
}
