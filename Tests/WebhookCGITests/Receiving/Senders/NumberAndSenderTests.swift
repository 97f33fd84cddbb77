import Common
import TestSupport
import Testing

@testable import webhook_cgi

/// The number of the issue or pull request, and who caused the event.
struct NumberAndSenderTests {
  struct Row: Sendable {
    let scheme: Scheme
    let header: (String, String)
    let payload: String
    var number: Int?
    var sender: String?
  }

  static func github(_ event: String, _ payload: String, _ number: Int?, _ sender: String?) -> Row {
    Row(
      scheme: .github, header: ("X-GitHub-Event", event), payload: payload, number: number,
      sender: sender)
  }

  static func gitlab(_ event: String, _ payload: String, _ number: Int?, _ sender: String?) -> Row {
    Row(
      scheme: .gitlab, header: ("X-Gitlab-Event", event), payload: payload, number: number,
      sender: sender)
  }

  static let rows = [
    github("pull_request", #"{"number":7,"pull_request":{"number":8}}"#, 7, nil),
    github("pull_request_review", #"{"pull_request":{"number":8},"sender":{"login":"o"}}"#, 8, "o"),
    github("issues", #"{"issue":{"number":9},"sender":{"login":"o"}}"#, 9, "o"),
    github("issue_comment", #"{"issue":{"number":"x"},"sender":{"login":null}}"#, nil, nil),
    github("push", #"{"number":7,"issue":{"number":9},"sender":{"login":"o"}}"#, nil, "o"),
    github("issues", #"{"issue":{"number":-1}}"#, nil, nil),
    github("issues", #"{"issue":{"number":1.5}}"#, nil, nil),
    Row(
      scheme: .gitea, header: ("X-Gitea-Event", "issues"),
      payload: #"{"action":"opened","number":3,"issue":{"number":3},"sender":{"login":"g"}}"#,
      number: 3, sender: "g"),
    Row(
      scheme: .gitea, header: ("X-Gitea-Event", "pull_request_comment"),
      payload: #"{"action":"created","issue":{"number":4}}"#, number: 4),
    gitlab(
      "Issue Hook", #"{"object_attributes":{"iid":5,"id":301},"user":{"username":"u"}}"#, 5, "u"),
    gitlab("Merge Request Hook", #"{"object_attributes":{"iid":6}}"#, 6, nil),
    gitlab("Note Hook", #"{"object_attributes":{"iid":1},"issue":{"iid":17}}"#, 17, nil),
    gitlab("Confidential Note Hook", #"{"merge_request":{"iid":18}}"#, 18, nil),
    gitlab("Pipeline Hook", #"{"object_attributes":{"iid":99}}"#, nil, nil),
    gitlab("Push Hook", #"{"user_username":"p"}"#, nil, "p"),
    Row(
      scheme: .bitbucket, header: ("X-Event-Key", "pullrequest:created"),
      payload: #"{"pullrequest":{"id":11},"actor":{"nickname":"n","name":"other"}}"#, number: 11,
      sender: "n"),
    Row(
      scheme: .bitbucket, header: ("X-Event-Key", "pr:opened"),
      payload: #"{"pullRequest":{"id":12},"actor":{"name":"admin"}}"#, number: 12, sender: "admin"),
  ]

  @Test(arguments: rows)
  func theyStandInTheEventFile(_ row: Row) throws {
    let sender = Sender(row.scheme, "", [row.header])
    let bench = try sender.bench()
    #expect(try bench.send(sender.delivery(row.payload)).status == 200)
    let event = try bench.onlyEvent()
    #expect(event.members["number"] as? Int == row.number)
    #expect(event.members.keys.contains("number"))
    #expect(event.text("sender") == row.sender)
    #expect(event.members.keys.contains("sender"))
  }

  @Test func aFileMayHoldTheOneAndNotTheOther() throws {
    let samples = [("pull_request.opened", 2), ("issues.opened", 1), ("push", nil)]
    for (name, number) in samples as [(String, Int?)] {
      let bytes = Array(try VectorLines.file("payloads/github/\(name).json"))
      let bench = try ReceiverBench()
      let event = String(name.split(separator: ".")[0])
      #expect(try bench.send(.github(bytes, event: event)).status == 200)
      #expect(try bench.onlyEvent().members["number"] as? Int == number)
      #expect(try bench.onlyEvent().text("sender") == "Codertocat")
    }
  }
}
