internal import Common

extension SpoolStatus {
  /// Looks at names only; opens nothing but the lock and today's journal.
  init(_ spool: Spool, keptFree: Int, now: Moment) throws(SystemError) {
    root = spool.root
    self.keptFree = keptFree
    freeBytes = try spool.files.freeBytes(spool.root)
    runner = try RunnerPresence.look(at: spool)
    let incoming = try Self.tally(.incoming, spool) { Self.isEvent($0) }
    self.incoming = incoming?.count
    oldestIncoming = incoming?.oldest?.moment
    let ready = try Self.tally(.ready, spool) { Self.isShown($0) }
    self.ready = ready?.count
    oldestReady = ready?.oldest?.moment
    claimed = try Self.tally(.claimed, spool) { Self.isShown($0) }?.count
    let deferred = try Self.tally(.deferred, spool) { Self.isShown($0) }
    self.deferred = deferred?.count
    nextDue = deferred?.nextDue.map(Moment.init(milliseconds:))
    done = try Self.days(.done, spool)
    failed = try Self.days(.failed, spool)
    cancelled = try Self.days(.cancelled, spool)
    orders = try Self.tally(.orders, spool) { Self.isShown($0) }?.count
    rejected = try Self.tally(.rejected, spool) { !Self.isReason($0) }?.count
    drafts = try Self.tally(.tmp, spool) { _ in true }?.count
    refusedToday = try Self.ifAllowed { () throws(SystemError) in
      try JournalDay(now.day, of: spool).count("refused")
    }
  }

  private static func tally(
    _ folder: SpoolFolder, _ spool: Spool, where isWanted: (UnsafeRawBufferPointer) -> Bool
  ) throws(SystemError) -> FolderTally? {
    try ifAllowed { () throws(SystemError) in
      try FolderTally(spool.path(folder), spool.files, where: isWanted)
    }
  }

  private static func days(_ folder: SpoolFolder, _ spool: Spool) throws(SystemError)
    -> [DayCount]?
  {
    try ifAllowed { () throws(SystemError) in
      var days: [DayCount] = []
      for day in try spool.files.names(in: spool.path(folder), startingWith: "") {
        let tally = try FolderTally(spool.path(folder, day), spool.files) { isShown($0) }
        days.append(DayCount(day: day, count: tally.count))
      }
      return days
    }
  }

  /// Nil where this user may not look; every other failure is thrown.
  private static func ifAllowed<Value>(_ look: () throws(SystemError) -> Value)
    throws(SystemError) -> Value?
  {
    do throws(SystemError) {
      return try look()
    } catch {
      if error.isDenied { return nil }
      throw error
    }
  }

  private static func isShown(_ name: UnsafeRawBufferPointer) -> Bool {
    name.first != UInt8(ascii: ".")
  }

  private static func isEvent(_ name: UnsafeRawBufferPointer) -> Bool {
    isShown(name) && name.suffix(5).elementsEqual(".json".utf8)
  }

  private static func isReason(_ name: UnsafeRawBufferPointer) -> Bool {
    name.suffix(7).elementsEqual(RejectedEntry.reasonSuffix.utf8)
  }
}
