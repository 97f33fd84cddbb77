internal import Common

/// The environment every program gets: built, never inherited.
///
/// `docs/HANDLERS.md` has the table.
enum TaskVariables {
  static let fixed = [
    ("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"),
    ("LANG", "C.UTF-8"),
  ]

  static func of(_ task: TaskID, _ event: EventName, attempt: Int) -> [(String, String)] {
    fixed + [
      ("WEBHOOK_EVENT_ID", task.event.description),
      ("WEBHOOK_SOURCE", event.source),
      ("WEBHOOK_TASK", task.description),
      ("WEBHOOK_ROUTE", task.route.description),
      ("WEBHOOK_ATTEMPT", String(attempt)),
    ]
  }
}
