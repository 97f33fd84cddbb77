import Testing

@testable import Common
@testable import spool_runner

/// An event as the tests ask it for values.
struct EventSample: EventFields {
  let event: JSONValue

  /// Takes the members of an event as JSON, without the braces.
  init(_ members: String) throws {
    event = try JSONValue.parse(Array("{\(members)}".utf8), dialect: .config)
  }

  func value(_ path: EventPath) -> JSONValue? {
    ElementFields(element: event).value(path)
  }

  static let push = """
    "source": "github", "event": "push", "action": null, "repository": "acme/site",
    "verified": true, "delivery": "72d3", "headers": {"x-github-event": "push"},
    "payload": {
      "ref": "refs/heads/main", "deleted": false, "size": 3, "price": 1.50, "big": 1e400,
      "text3": "3", "none": null, "a.b": "dotted", "app": {"k8s.io/name": "web"},
      "tags": ["a", "b", 7], "empty": [],
      "labels": [{"name": "bug", "id": 1}, {"name": "deploy", "id": 20}],
      "head": {"id": "abc", "n": {"deep": "er"}}
    },
    "images": [
      {"registry": "docker.io", "name": "library/nginx", "tag": null, "digest": "sha256:0f"},
      {"registry": "r.example:5000", "name": "team/app", "tag": "1.2", "digest": null}
    ]
    """
}
