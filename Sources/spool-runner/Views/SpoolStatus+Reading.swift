internal import Common

extension SpoolStatus {
  /// Looks at names; opens nothing but the lock, today's journal, `state/owed`, and events that
  /// cannot be trusted.
  init(
    _ spool: Spool, keptFree: Int, now: Moment, trust: EventTrust? = nil,
    account: (UInt32) -> String = { "\($0)" }
  ) throws(SystemError) {
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
    done = try Self.days(.done, spool, today: now.day)
    failed = try Self.days(.failed, spool, today: now.day)
    cancelled = try Self.days(.cancelled, spool, today: now.day)
    orders = try Self.tally(.orders, spool) { Self.isShown($0) }?.count
    rejected = try Self.tally(.rejected, spool) { !Self.isReason($0) }?.count
    drafts = try Self.tally(.tmp, spool) { _ in true }?.count
    refusedToday = try Self.ifAllowed { () throws(SystemError) in
      try JournalDay(.refused, now.day, of: spool).count("refused")
    }
    owed = try Self.ifAllowed { () throws(SystemError) in try OwedRoutes.read(spool) }
    for folder in SpoolFolder.allCases {
      aside +=
        try Self.tally(folder, spool) { AsideName.isAside(FileName($0)) }?.count ?? 0
    }
    if let trust { untrusted = try Self.untrusted(spool, trust, account) }
  }

  private static func untrusted(
    _ spool: Spool, _ trust: EventTrust, _ account: (UInt32) -> String
  ) throws(SystemError) -> [String] {
    let events = try ifAllowed { () throws(SystemError) in
      try spool.files.exists(spool.path(.incoming)) ? trust.untrusted(in: spool) : []
    }
    return Dictionary(grouping: events ?? [], by: \.obstacle).map { obstacle, events in
      obstacle.text(count: events.count, first: events[0].name, trust, account: account)
    }
  }

  private static func tally(
    _ folder: SpoolFolder, _ spool: Spool, where isWanted: (UnsafeRawBufferPointer) -> Bool
  ) throws(SystemError) -> FolderTally? {
    try ifAllowed { () throws(SystemError) in
      try FolderTally(spool.path(folder), spool.files, where: isWanted)
    }
  }

  /// A task that a person moved into the state's own folder will be filed under today.
  private static func days(_ state: TaskState, _ spool: Spool, today: String)
    throws(SystemError) -> [DayCount]?
  {
    try ifAllowed { () throws(SystemError) in
      var days: [DayCount] = []
      for (folder, day) in try TaskSearch(spool: spool).folders(of: state) {
        let tally = try FolderTally(folder, spool.files) { isShown($0) && !isDay($0) }
        if tally.count == 0, day == nil { continue }
        if let last = days.last, last.day == day ?? today {
          days[days.count - 1] = DayCount(day: last.day, count: last.count + tally.count)
        } else {
          days.append(DayCount(day: day ?? today, count: tally.count))
        }
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

  private static func isDay(_ name: UnsafeRawBufferPointer) -> Bool {
    name.count == 10 && DayName.isDay(String(decoding: name, as: UTF8.self))
  }

  private static func isEvent(_ name: UnsafeRawBufferPointer) -> Bool {
    Intake.isLookedAt(FileName(name))
  }

  private static func isReason(_ name: UnsafeRawBufferPointer) -> Bool {
    name.suffix(7).elementsEqual(RejectedEntry.reasonSuffix.utf8)
  }
}
