internal import Common

extension Pass {
  /// Writes down what came of attempts, then moves their tasks; many share the syncs of folders.
  ///
  /// All lines are written before anything else is done. After its synced line an outcome is known
  /// for ever; the move that follows can be finished by every later pass. What fails is kept and
  /// tried again, and holds up none of the others.
  mutating func settle(_ all: [Ended]) {
    unsettled += all.map { decide($0) }
    settleWhatIsLeft()
  }

  mutating func settleWhatIsLeft() {
    for index in unsettled.indices where !unsettled[index].isWritten { writeLine(index) }
    unsettled.removeAll { $0.isLost }
    var left: [Unsettled] = []
    var moved: [Unsettled] = []
    var folders: [String] = []
    for var entry in unsettled {
      if entry.isWritten, let folder = move(&entry) {
        folders.append(folder)
        moved.append(entry)
      } else {
        left.append(entry)
      }
    }
    unsettled = left
    finish(moved, in: folders)
  }

  /// Outcomes that only this process knows.
  var hasUnwritten: Bool { unsettled.contains { !$0.isWritten } }

  private mutating func decide(_ ended: Ended) -> Unsettled {
    let tries = ended.history.tries(upTo: ended.name.attempts)
    let settlement = Settlement(
      ended.result, tries: tries, retry: ended.retry,
      now: clock.now().milliseconds, jitter: workplace.fraction())
    return Unsettled(
      ended: ended, settlement: settlement, line: line(for: ended, settlement, tries: tries))
  }

  private mutating func writeLine(_ index: Int) {
    let entry = unsettled[index]
    do throws(SystemError) {
      // Closes what a failed try may have left of a line.
      if entry.wasTried { try spool.files.write([UInt8(ascii: "\n")], to: entry.ended.log) }
      try store.note(.ended(entry.line), in: entry.ended.log, .settledLine)
      spool.files.close(entry.ended.log)
      unsettled[index].isWritten = true
      unsettled[index].wasTried = false
    } catch {
      unsettled[index].wasTried = true
      troubles.note(error, of: entry.ended.name.task, at: clock.uptime())
      guard !error.isOfMachine else { return }
      // No waiting would help: the next pass finds an attempt that was cut.
      spool.files.close(entry.ended.log)
      unsettled[index].isLost = true
    }
  }

  /// The folder a task came to; nil when it has still to move.
  private mutating func move(_ entry: inout Unsettled) -> String? {
    let name = entry.ended.name
    do throws(SystemError) {
      return try move(name, as: entry.line, again: entry.wasTried)
    } catch {
      entry.wasTried = true
      troubles.note(error, of: name.task, at: clock.uptime())
      return nil
    }
  }

  /// Makes the moves durable; then their orders have been obeyed.
  private mutating func finish(_ moved: [Unsettled], in folders: [String]) {
    for entry in moved { note(entry.ended, entry.settlement) }
    do throws(SystemError) {
      try store.sync(folders, .settled)
      try finishOrders(of: moved.map(\.ended))
    } catch {
      troubles.note(error, at: clock.uptime())
    }
  }

  private func line(for ended: Ended, _ settlement: Settlement, tries: Int) -> AttemptEnd {
    var exit: Int?
    if case .exited(let code)? = ended.ending { exit = Int(code) }
    return AttemptEnd(
      attempt: ended.name.attempts, tries: tries, ended: clock.now().text,
      outcome: ended.result.outcome,
      reason: settlement.reason, to: settlement.state, due: settlement.due,
      milliseconds: Int(clock.uptime() - ended.began), exit: exit, output: ended.output)
  }

  private func note(_ ended: Ended, _ settlement: Settlement) {
    workplace.journal.note(settlement.state.rawValue) { writer in
      writer.member("task", ended.name.task.description)
      writer.member("attempt", ended.name.attempts)
      if let reason = settlement.reason { writer.member("reason", reason) }
      if let due = settlement.due { writer.member("due", Moment(milliseconds: due).text) }
    }
    if case .fail(let reason) = settlement {
      StandardStreams.complain("failed \(ended.name.task): \(reason)", priority: 4)
    }
  }
}
