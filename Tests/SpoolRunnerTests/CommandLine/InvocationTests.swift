import Common
import Testing

@testable import spool_runner

struct InvocationTests {
  private static let id = "20261120T101502123456Z-9f3a6c01d2e4b58a"
  private static let event = ViewBench.event
  private static let task = ViewBench.task("\(id).deploy.1")

  static let commands: [(arguments: String, command: Command)] = [
    ("run", .run(RunOptions(jobs: 4))),
    (
      "run --wait --watch --linger 10s --jobs=2",
      .run(RunOptions(wait: true, watch: true, lingerMilliseconds: 10_000, jobs: 2))
    ),
    ("status", .status(.person)),
    ("--json status", .status(.script)),
    ("list", .list(ListQuery(), .person)),
    ("list tasks --limit 5", .list(ListQuery(subject: .tasks, limit: 5), .person)),
    ("list --state failed", .list(ListQuery(subject: .tasks, taskState: .failed), .person)),
    ("list --state incoming", .list(ListQuery(eventState: .incoming), .person)),
    (
      "list --route deploy",
      .list(ListQuery(subject: .tasks, route: ViewBench.word("deploy")), .person)
    ),
    ("list rejected", .list(ListQuery(subject: .rejected), .person)),
    (
      "list --refused --source github --json",
      .list(ListQuery(subject: .refused, source: ViewBench.github), .script)
    ),
    (
      "list --refused --since 2h",
      .list(ListQuery(subject: .refused, since: 7_200_000), .person)
    ),
    ("list --event a/b", .list(ListQuery(event: "a/b"), .person)),
    ("show \(id)", .show(ShowQuery(subject: .event(event)), .person)),
    (
      "show /spool/incoming/\(id).github.push.json --payload",
      .show(ShowQuery(subject: .event(event), withPayload: true), .person)
    ),
    ("show tasks/deferred/\(task),2,5,-,-", .show(ShowQuery(subject: .task(task)), .person)),
    ("retry \(task) \(task) \(id)", .order([.retry(task), .retryEvent(event)], .no)),
    ("cancel \(task) --wait", .order([.cancel(task)], .upTo(milliseconds: 60_000))),
    ("reprocess --wait --timeout 5s \(id)", .order([.reprocess(event)], .upTo(milliseconds: 5000))),
    ("sweep", .order([.sweep], .no)),
    (
      "send - --source lab",
      .send(SendRequest(file: "-", source: ViewBench.word("lab"), event: nil))
    ),
    (
      "send --source lab --event push -- --odd.json",
      .send(SendRequest(file: "--odd.json", source: ViewBench.word("lab"), event: "push"))
    ),
    (
      "secret ensure images",
      .secret(SecretRequest(verb: .ensure, source: "images"), .person)
    ),
    (
      "secret rotate images --json",
      .secret(SecretRequest(verb: .rotate, source: "images"), .script)
    ),
    ("check --json", .check(.script)),
    ("help", .help(nil)), ("--help", .help(nil)), ("-h", .help(nil)),
    ("help list", .help(.list)), ("list --help", .help(.list)),
    ("run --jobs 3 --help --json", .help(.run)),
    ("--version", .version), ("status --version", .version),
  ]

  @Test(arguments: commands)
  func aCommandLineIsUnderstood(arguments: String, command: Command) throws {
    let words = arguments.split(separator: " ").map(String.init)
    #expect(try Invocation(words, processors: 4).command == command)
  }

  @Test(arguments: ["--config /c --routes /r status", "status --routes=/r --config=/c"])
  func theConfigurationIsNamedAnywhere(arguments: String) throws {
    let words = arguments.split(separator: " ").map(String.init)
    let invocation = try Invocation(words, processors: 4)
    #expect(invocation.config == "/c")
    #expect(invocation.routes == "/r")
    #expect(invocation.command == .status(.person))
  }

  static let faults: [(arguments: String, message: String)] = [
    ("", "no command is given"),
    ("stauts", "unknown command \"stauts\": did you mean \"status\"?"),
    ("frobnicate", "unknown command \"frobnicate\""),
    ("list --stat failed", "unknown option \"--stat\": did you mean \"--state\"?"),
    ("help lst", "unknown command \"lst\": did you mean \"list\"?"),
    ("status --wait", "status takes no --wait"),
    ("status now", "status takes no \"now\""),
    ("status --config", "--config needs a value: --config FILE"),
    ("status --json=yes", "--json takes no value"),
    ("status --json --json", "--json is given twice"),
    ("run --linger soon", "--linger takes a time such as 10s or 5m, not \"soon\""),
    ("run --jobs 0", "--jobs takes a number from 1 on, not \"0\""),
    ("list event", "list knows no \"event\": did you mean \"events\"?"),
    (
      "list tasks events",
      "list takes only one of events, tasks, rejected, and \"events\" is one more"
    ),
    (
      "list tasks --state faild",
      "\"faild\" is no state of tasks (ready, claimed, deferred, cancelled, failed, done): "
        + "did you mean \"failed\"?"
    ),
    ("list events --state failed", "\"failed\" is no state of events (incoming, routed)"),
    ("list rejected --state x", "rejected has no --state"),
    ("list rejected --source x", "rejected cannot be filtered by --source"),
    ("list events --route x", "events cannot be filtered by --route"),
    ("list --source A/b", "--source takes 1 to 48 of a-z 0-9 - _, not \"A/b\""),
    ("show", "show needs the id of an event or a task"),
    ("show 2026", "\"2026\" is no whole id: spool-runner list prints them"),
    ("show \(task) --payload", "--payload is for events, and \"\(task)\" is a task"),
    ("retry", "retry needs a task"),
    ("retry x", "\"x\" is no whole id: spool-runner list tasks prints them"),
    ("reprocess \(task)", "\"\(task)\" is a task: reprocess \(id) routes its event again"),
    ("cancel \(id)", "\"\(id)\" is an event: cancel takes its tasks one by one"),
    ("sweep all", "sweep takes no \"all\""),
    ("sweep --timeout 5s", "--timeout is for --wait"),
    ("secret", "secret needs ensure or rotate, and a source"),
    ("secret ensur x", "secret does no \"ensur\": did you mean \"ensure\"?"),
    ("secret ensure", "secret ensure needs exactly one source"),
    ("secret rotate a b", "secret rotate needs exactly one source"),
    ("secret show x", "secret does no \"show\""),
    ("send x.json", "send needs --source NAME: who is said to have sent it"),
    ("send --source x", "send needs a file, or - for standard input"),
  ]

  @Test(arguments: faults)
  func aWrongCommandLineSaysWhatIsWrong(arguments: String, message: String) {
    let words = arguments.split(separator: " ").map(String.init)
    do throws(UsageFault) {
      let invocation = try Invocation(words, processors: 4)
      Issue.record("understood as \(invocation.command)")
    } catch {
      #expect(error.message == message)
    }
  }
}
