internal import Common

/// Answers one request that was understood: finds its source, lets the gate decide, and notes what
/// happened in the journal.
struct Reception {
  let configuration: Configuration
  let files: Files
  let clock: Time
  let id: EventID
  let environment: (String) -> String?

  func answer(
    _ request: Request, _ conversation: inout Conversation
  ) -> Answer {
    let request = request.from(configuration.trustedProxies)
    var source: Source?
    do throws(Refusal) {
      let found = try find(request.path)
      source = found
      let verdict = try gate.take(request, of: found, &conversation)
      note(verdict, request, found)
      return Answer(verdict, answers: found.answers)
    } catch {
      if error == .unknownPath { gate.compareWithPathSecrets(request.path, butOf: source) }
      note(error, request, source, bytes: conversation.bytesRead)
      return Answer(
        error, answers: source?.answers ?? SourceAnswers(),
        pattern: error == .unknownPath ? nil : source?.path.description,
        correlation: error == .unknownPath ? nil : id)
    }
  }

  var spool: Spool { Spool(root: configuration.spool, files: files) }

  private var gate: Gate {
    Gate(
      configuration: configuration, spool: spool, clock: clock, id: id, environment: environment)
  }

  private func find(_ path: String) throws(Refusal) -> Source {
    let source: Source?
    do throws(ConfigFault) {
      source = try configuration.sources.source(at: path.utf8)
    } catch {
      throw .misconfigured("\(error)")
    }
    guard let source else { throw .unknownPath }
    return source
  }
}
