import Common
import Foundation
import Testing

@testable import webhook_cgi

/// `examples/receivers/config.json`, asked what the senders of the five receivers ask.
struct ExampleReceiversTests {
  private let bench: ReceiverBench

  init() throws {
    let file = URL(fileURLWithPath: #filePath).appending(
      path: "../../../../examples/receivers/config.json"
    ).standardizedFileURL
    var files = [
      "/var/lib/webhook-spool/watcher.secret": "a-path-secret\n",
      "/var/lib/webhook-spool/github.cidr": "192.0.2.0/24\n",
    ]
    for name in ["coordinator", "orchestrator", "server", "dispatcher"] {
      files["/etc/webhook-spool/\(name).secret"] = ReceiverBench.secret
    }
    bench = try ReceiverBench(whole: String(contentsOf: file, encoding: .utf8), files: files)
  }

  private func github(_ path: String, event: String, _ body: String) -> Delivery {
    Delivery.github(body, event: event).changed { $0.path = path }
  }

  private static let issue = #"{"action":"assigned","issue":{"number":1}}"#

  @Test func theCoordinatorTakesWhatHappensToIssues() throws {
    func sent(_ body: String) throws -> Reply {
      try bench.send(Delivery.gitea(body).changed { $0.path = "/webhook/gitea" })
    }
    #expect(try sent(Self.issue)("status") == "accepted")
    #expect(try sent(#"{"action":"opened","issue":{}}"#)("reason") == "unsupported_action")
    #expect(try sent("{").status == 422)
    #expect(try sent(#"{"action":"assigned"}"#).status == 422)
    let forged = Delivery.gitea(Self.issue, secret: "another").changed {
      $0.path = "/webhook/gitea"
    }
    #expect(try bench.send(forged).status == 401)
  }

  @Test func theOrchestratorTellsARepetitionAndASizeApart() throws {
    let path = "/api/v1/webhooks/github"
    let push = github(path, event: "push", #"{"ref":"refs/heads/main"}"#)
    let reply = try bench.send(push)
    #expect(reply.status == 200)
    #expect(reply.memberNames == ["status", "delivery_id", "event_type", "event_id"])
    #expect(try bench.send(push).status == 409)
    let large = github(path, event: "push", #"{"a":""# + String(repeating: "a", count: 1 << 20))
    #expect(try bench.send(large).status == 413)
    #expect(try bench.send(github(path, event: "status", "{}"))("status") == "ignored")
    #expect(try bench.send(github(path, event: "ping", #"{"zen":"z"}"#))("status") == "pong")
    #expect(try bench.send(push.without("X-GitHub-Event")).status == 400)
    for event in ["pull_request", "check_run", "check_suite"] {
      let reply = try bench.send(github(path, event: event, #"{"\#(event)":{"number":1}}"#))
      #expect(reply.status == 400)
      #expect(reply("error") == #"the payload's member "\#(event).id" is missing"#)
    }
  }

  @Test func theWatcherTakesImagesAtItsSecretPath() throws {
    var push = Delivery(
      path: "/api/webhook/a-path-secret", headers: [("Content-Type", "application/json")],
      body: Array(#"{"image":"registry.example/team/app:1.2"}"#.utf8))
    #expect(try bench.send(push)("event_type") == "image_push")
    push.path = "/api/webhook/another"
    let wrong = try bench.send(push)
    push.path = "/nowhere"
    #expect(try wrong.text == bench.send(push).text)
    #expect(wrong.status == 404)
  }

  @Test func theServerForbidsForgeriesAndStrangers() throws {
    let push = github(
      "/webhook_server", event: "push", #"{"repository":{"name":"b","full_name":"a/b"}}"#)
    let nameless = github("/webhook_server", event: "push", #"{"repository":{"name":"b"}}"#)
    #expect(try bench.send(nameless).status == 400)
    #expect(
      try bench.send(nameless)("error")
        == #"the payload's member "repository.full_name" is missing"#)
    #expect(try bench.send(push).status == 200)
    #expect(try bench.send(push, from: "198.51.100.1").status == 403)
    #expect(try bench.send(push.with("X-Hub-Signature-256", "sha256=00")).status == 403)
    #expect(try bench.send(push.without("X-GitHub-Delivery")).status == 200)
  }

  @Test func theDispatcherTakesPullRequestsOfGitHubsAgent() throws {
    let path = "/api/v1/webhooks/github-pipeline"
    let pull = github(path, event: "pull_request", #"{"action":"opened"}"#)
    #expect(try bench.send(pull).status == 200)
    #expect(try bench.send(pull.with("User-Agent", "curl/8")).status == 403)
    #expect(try bench.send(github(path, event: "push", "{}"))("status") == "ignored")
  }
}
