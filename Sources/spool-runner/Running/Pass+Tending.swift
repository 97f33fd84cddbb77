internal import Common

/// What no file announces, in a pass that does not end (`--watch`): the next pass would see it.
extension Pass {
  mutating func tend() throws(SystemError) {
    let now = clock.uptime()
    guard options.isEndless, now >= tended + PassOptions.tending else { return }
    tended = now
    try admitMoved()
    guard now >= swept + PassOptions.sweeping else { return }
    swept = now
    DailySweep(workplace: workplace).runIfDue(try workplace.bootTime())
  }

  /// Task files that a person moved into `ready/`.
  ///
  /// While nothing is ready, what lies there and may run now is unknown to the queue, or waits for
  /// its key and is not harmed by being added again.
  private mutating func admitMoved() throws(SystemError) {
    let now = clock.now().milliseconds
    queue.advance(to: now)
    guard !queue.hasReady else { return }
    let bare = BareTasks(workplace: workplace)
    for text in try spool.files.names(in: store.folder(.ready)) {
      if let name = TaskName(text) {
        guard name.due <= now, !bare.mustStay(name.task) else { continue }
        queue.add(WaitingTask(.ready, name), name)
      } else if let task = TaskID(text) {
        try admitBare(.ready, task)
      }
    }
  }
}
