import Testing

@testable import Common

/// Every complaint, word for word: they are what an operator has.
struct ConfigFaultTests {
  static let wholes: [(text: String, complaint: String)] = [
    ("", "line 1, column 1: expected a value, found the end"),
    ("[]", "found an empty list, expected an object"),
    ("{,}", "line 1, column 2: "),
    (#"{"spool":"/a","spool":"/b"}"#, "the name spool is given more than once"),
    (
      #"{"sources":{"a":{"path":"/a","path":"/b"}}}"#,
      "the name sources.a.path is given more than once"
    ),
    (#"{"spol":"/a"}"#, #"spol: unknown key; did you mean "spool"?"#),
    (
      #"{"log":1}"#,
      "log: unknown key; expected one of spool, keep_free, deadline, receiver_user, "
        + "trusted_proxies, retention, sources"
    ),
    ("{\"a\\nb\":1}", #"a\u{a}b: unknown key; expected one of"#),
    (#"{"spool":"var"}"#, #"spool: found "var", expected an absolute path"#),
    (#"{"spool":"/"}"#, #"spool: found "/", expected an absolute path"#),
    (#"{"spool":null}"#, "spool: found null, expected an absolute path"),
    (
      #"{"keep_free":"a lot"}"#,
      #"keep_free: found "a lot", expected a size such as "25MB" or "256k""#
    ),
    (#"{"keep_free":-1}"#, #"keep_free: found -1, expected a size such as "25MB" or "256k""#),
    (
      #"{"deadline":30}"#,
      "deadline: found 30 without its unit (ms, s, m, h or d), "
        + #"expected a time from "1s" to "1h""#
    ),
    (#"{"deadline":"0s"}"#, #"deadline: found "0s", expected a time from "1s" to "1h""#),
    (#"{"deadline":"61m"}"#, #"deadline: found "61m", expected a time from "1s" to "1h""#),
    (#"{"receiver_user":""}"#, #"receiver_user: found "", expected a user's name or number"#),
    (#"{"receiver_user":-1}"#, "receiver_user: found -1, expected a user's name or number"),
    (
      #"{"trusted_proxies":"10.0.0.0/33"}"#,
      #"trusted_proxies: found "10.0.0.0/33", expected "unix", an address such as "#
        + #""127.0.0.1" or a network such as "10.0.0.0/8""#
    ),
    (
      #"{"trusted_proxies":["unix","localhost"]}"#,
      #"trusted_proxies[1]: found "localhost", expected "unix", an address such as "#
        + #""127.0.0.1" or a network such as "10.0.0.0/8""#
    ),
    (#"{"retention":{"done":7}}"#, "retention.done: found 7 without its unit (ms, s, m, h or d)"),
    (
      #"{"retention":{"failed":"ever"}}"#,
      #"retention.failed: found "ever", expected a time such as "30s" or "7d""#
    ),
    (#"{"retention":{"task":"7d"}}"#, "retention.task: unknown key; expected one of done, "),
    (#"{"retention":"7d"}"#, #"retention: found "7d", expected an object"#),
    (#"{"sources":[]}"#, "sources: found an empty list, expected an object"),
  ]

  static let sources: [(change: String, complaint: String)] = [
    (#""path":"hooks""#, #"path: found "hooks", expected a path such as "/hooks/github""#),
    (#""path":["/a"]"#, #"path: found a list, expected a path such as "/hooks/github""#),
    (#""path":"/x/{secret}""#, #"path: found "/x/{secret}", expected a path without {secret}, or"#),
    (#""scheme":"path""#, #"path: found "/x", expected a path with {secret}, such as "#),
    (
      #""scheme":"none""#, "secret: found a secret, expected none, as scheme \"none\" asks for none"
    ),
    (#""scheme":"gitlb""#, #"scheme: found "gitlb", expected one of github, gitea, gitlab, "#),
    (#""scheme":"hmac""#, "hmac: missing; expected an object"),
    (#""scheme":"token""#, "token: missing; expected an object"),
    (
      #""scheme":"token","token":{"header":"User-Agent"}"#,
      #"token.header: found "user-agent", expected a header that is not kept with every event"#
    ),
    (#""scheme":"basic""#, "basic: missing; expected an object"),
    (#""hmac":{}"#, #"hmac: found scheme "github", expected scheme "hmac" for it"#),
    (#""event_from":{}"#, #"event_from: found scheme "github", which settles it, expected one"#),
    (#""scheme":"GitHub""#, #"scheme: found "GitHub", expected one of github, gitea, gitlab, "#),
    (#""scheme":7"#, #"scheme: found 7, expected one of github, gitea, gitlab, bitbucket, "#),
    (
      #""secret":"hunter2""#,
      "secret: found a string, expected {\"file\": ...}, {\"credential\": ...} or {\"env\": ...}; "
        + "a secret never stands in the configuration itself"
    ),
    (#""secret":[{"env":"A"},"hunter2"]"#, "secret[1]: found a string, expected {"),
    (#""secret":[]"#, #"secret: found an empty list, expected {"file": ...}"#),
    (#""secret":{}"#, #"secret: found an empty object, expected {"file": ...}"#),
    (#""secret":{"env":"A","file":"/a"}"#, "secret: found several keys, expected {"),
    (#""secret":{"value":"hunter2"}"#, "secret.value: unknown key; expected one of file, "),
    (#""secret":{"files":"/a"}"#, #"secret.files: unknown key; did you mean "file"?"#),
    (#""secret":{"file":"hunter2"}"#, "secret.file: found a string, expected an absolute path"),
    (#""secret":{"env":"hunter-2"}"#, "secret.env: found a string, expected a variable's name"),
    (#""secret":{"env":"1A"}"#, "secret.env: found a string, expected a variable's name"),
    (#""secret":{"credential":"../a"}"#, "secret.credential: found a string, expected a cred"),
    (#""secret":{"credential":".."}"#, "secret.credential: found a string, expected a cred"),
    (#""secret":{"env":7}"#, "secret.env: found a number, expected a variable's name"),
    (#""events":[]"#, "events: found an empty list, expected a string that is not empty, or"),
    (#""events":["push",1]"#, "events[1]: found 1, expected a string that is not empty"),
    (#""events":"""#, #"events: found "", expected a string that is not empty"#),
    (#""repositories":{}"#, "repositories: found an object, expected a string that is not"),
    (#""max_body":0"#, #"max_body: found 0, expected a size from 1 to "1G""#),
    (#""max_body":"2G""#, #"max_body: found "2G", expected a size from 1 to "1G""#),
    (#""max_body":1.5"#, #"max_body: found 1.5, expected a size from 1 to "1G""#),
    (#""drop":"yes""#, #"drop: found "yes", expected true or false"#),
    (#""answers":{"duplicate":100}"#, "answers.duplicate: found 100, expected a number from 200"),
    (#""answers":{"duplicate":600}"#, "answers.duplicate: found 600, expected a number from 200"),
    (#""answers":{"malformed":"4"}"#, #"answers.malformed: found "4", expected a number from"#),
    (#""answers":{"accpted":200}"#, #"answers.accpted: unknown key; did you mean "accepted"?"#),
    (#""answers":200"#, "answers: found 200, expected an object"),
    (#""replay":"bodies""#, #"replay: found "bodies", expected "delivery" or "body" or "off""#),
    (#""quota":"body""#, "quota: unknown key; expected one of path, scheme, secret, "),
    (#""evnts":["push"]"#, #"evnts: unknown key; did you mean "events"?"#),
  ]

  @Test(arguments: wholes)
  func aFaultOfTheWholeIsSaidInOneLine(text: String, complaint: String) throws {
    let found = try ConfigSample.complaints(text)
    #expect(found.count == 1)
    #expect(found.first?.hasPrefix("/config.json: " + complaint) == true, "\(found)")
    #expect(found.first?.contains("\n") == false)
  }

  @Test(arguments: sources)
  func aFaultOfASourceIsSaidInOneLine(change: String, complaint: String) throws {
    let found = try ConfigSample.complaints(Self.text(changing: change))
    #expect(found.count == 1)
    #expect(found.first?.hasPrefix("/config.json: sources.x." + complaint) == true, "\(found)")
    #expect(found.first?.contains("hunter") == false)
  }

  @Test(arguments: ["path", "scheme", "secret"])
  func aSourceNeedsWhatHasNoDefault(key: String) throws {
    let found = try ConfigSample.complaints(Self.text(without: key))
    #expect(found.first?.hasPrefix("/config.json: sources.x.\(key): missing; expected ") == true)
  }

  @Test func aSourceIsAnObjectWithAPlainName() throws {
    #expect(
      try ConfigSample.complaints(#"{"sources":{"a":1,"B c":{}}}"#) == [
        "/config.json: sources.a: found 1, expected an object",
        "/config.json: sources.B c: found this name, expected 1 to 48 of a-z, 0-9, - and _",
      ])
  }

  private static let usual = [
    ("path", #""/x""#), ("scheme", #""github""#), ("secret", #"{"env":"A"}"#),
  ]

  /// One source with a key given anew, or added.
  private static func text(changing change: String) -> String {
    let key = change.split(separator: "\"")[0]
    let kept = usual.filter { $0.0 != key }.map { "\"\($0.0)\":\($0.1)" }
    return "{\"sources\":{\"x\":{\((kept + [change]).joined(separator: ","))}}}"
  }

  private static func text(without key: String) -> String {
    let kept = usual.filter { $0.0 != key }.map { "\"\($0.0)\":\($0.1)" }
    return "{\"sources\":{\"x\":{\(kept.joined(separator: ","))}}}"
  }
}
