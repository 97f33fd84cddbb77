extension Help {
  /// What a command does, in a few lines.
  static func details(_ topic: CommandWord) -> String {
    switch topic {
    case .run: run
    case .status: status
    case .list: list
    case .show: show
    case .retry, .reprocess, .cancel: orders(topic)
    case .sweep: orders(topic) + sweepNow
    case .send: send
    case .secret: secret
    case .check: check
    case .help: "Prints the overview, or what one command does."
    }
  }

  private static let run = """
    One pass: routes the events in incoming/, runs the tasks that are due, obeys orders, and ends
    when nothing runs, is ready, or is due within --linger.

      --wait         wait until the runner that holds the spool's lock has ended
      --watch        a pass that never ends
      --linger TIME  stay for what is due within this time, such as 10s (default 0)
      --jobs N       tasks at a time (default: the processors)
    """

  private static let status = """
    Counts what lies in the spool and says what is oldest, what is due next, whether a runner is
    at work, and how much room is left. Opens no event and no task.

      --json         one JSON object
    """

  private static let list = """
    Newest first; columns on a terminal, tabs in a pipe.

      --state STATE  events: incoming, routed; tasks: ready, claimed, deferred, done, failed,
                     cancelled (without a word before it, a task's state means tasks)
      --source NAME  of this source
      --event TYPE   of this event type
      --route NAME   tasks of this route
      --limit N      at most so many (default 50)
      --refused      requests that were refused today and yesterday, and why
      --since TIME   those that were refused in the last so long, such as 2h or 7d
      --json         one JSON object a line
    """

  private static let show = """
    ID is an event's or a task's id, its file's name, or a path to it.

      --payload      print an event's payload after the rest
      --json         one JSON object, with the payload in it if that was asked for
    """

  private static let send = """
    Puts an event into incoming/. FILE is {"event": "...", "payload": {...}}, or with --event only
    the payload; - is standard input. The event gets a new id.

      --source NAME  "manual", or a source that says "drop": true; of others nothing is sent
      --event TYPE   the event type; FILE is the payload
    """

  private static let secret = """
    Writes a new secret into the file that the source's "secret" names first; the secret itself is
    never printed. ensure makes it where the file is missing and else leaves it; rotate replaces
    it, and the old one is refused at once. As root the file is the receiver's, else one's own.

      --json         one JSON object
    """

  private static let check = """
    Looks at the configuration, the routes, their programs, the secrets and the spool, and prints
    one line a finding. Exit status 0 without a fault, 78 with; notes say what could not be looked
    at from here, and are no faults.

      --json         one JSON object a finding
    """

  private static func orders(_ topic: CommandWord) -> String {
    """
    \(orderText(topic))
    The order is a file in orders/; the runner obeys it once.

      --wait         stay until the runner obeyed
      --timeout TIME but no longer than this (default 60s); exit status 75 then
    """
  }

  private static let sweepNow = """

      --now          sweep at once, by the clock as it is, without an order and without a runner;
                     for a full disk, or after the machine was off for long
    """

  private static func orderText(_ topic: CommandWord) -> String {
    switch topic {
    case .retry:
      """
      Runs tasks now that failed, were cancelled or wait. The id of an event means all of its
      failed tasks.
      """
    case .reprocess: "Routes events once more; their tasks are new ones, the old ones stay."
    case .cancel: "Ends tasks that are ready, deferred or running."
    default: "Removes what is older than the retention."
    }
  }
}
