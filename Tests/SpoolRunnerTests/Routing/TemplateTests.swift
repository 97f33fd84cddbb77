import Testing

@testable import Common
@testable import spool_runner

struct TemplateTests {
  static let rendered: [(template: String, text: String)] = [
    ("", ""), ("plain", "plain"), ("{{event}}", "push"), ("{{ event }}", "push"),
    ("a {{event}} b {{source}}", "a push b github"), ("{{event}}{{source}}", "pushgithub"),
    ("{{payload.size}}", "3"), ("{{payload.price}}", "1.50"), ("{{payload.big}}", "1e400"),
    ("{{verified}}", "true"), ("{{payload.deleted}}", "false"),
    ("{{payload.head}}", #"{"id":"abc","n":{"deep":"er"}}"#), ("{{payload.tags}}", #"["a","b",7]"#),
    ("{{action?}}", ""), ("x{{payload.nothing?}}y", "xy"), ("{{event?}}", "push"),
    ("{{headers.X-GitHub-Event}}", "push"), (#"{{["payload", "a.b"]}}"#, "dotted"),
    (#"{{["payload", "x.y"]?}}"#, ""), ("{event}", "{event}"), ("}} {", "}} {"),
    ("é{{event}}", "épush"), ("{{images.1.registry}}/{{images.1.name}}", "r.example:5000/team/app"),
    ("{{images.0.tag?}}", ""), ("{{payload.labels.1.name}}", "deploy"),
  ]

  static let missing: [(template: String, path: String)] = [
    ("{{action}}", "action"), ("a{{payload.nothing}}", "payload.nothing"),
    ("{{payload.none}}", "payload.none"), ("{{event}}{{payload.ref.x}}", "payload.ref.x"),
    ("{{delivery?}}{{headers.x-none}}", "headers.x-none"),
  ]

  static let malformed: [(template: String, complaint: String)] = [
    ("{{event", "found {{ without its }}, expected {{path}}"),
    ("a {{event} b", "found {{ without its }}, expected {{path}}"),
    ("{{}}", #"found "", expected names with dots between them"#),
    ("{{?}}", #"found "", expected names with dots between them"#),
    ("{{ref}}", #"found "ref", expected a path that begins with source, "#),
    ("{{.Names}}", #"found ".Names", expected names with dots"#),
    ("{{payload.a b}} {{x}}", #"found "x", expected a path that begins with"#),
    ("{{{event}}}", #"found "{event", expected a path that begins with "#),
    ("{{secret}}", "found {{secret}}, expected {{secret.NAME}}"),
    ("{{secret.a?}}", "found {{secret.a?}}, expected {{secret.NAME}}"),
    ("{{secret.a.b}}", "found {{secret.a.b}}, expected {{secret.NAME}}"),
    ("{{steps.pull.stdout}}", "{{steps.pull.stdout}} is not supported by this version"),
  ]

  @Test(arguments: rendered)
  func valuesArePutIn(template: String, text: String) throws {
    #expect(try Template(template).render(EventSample(EventSample.push)) == text)
  }

  @Test(arguments: missing)
  func aMissingValueIsAFaultThatNamesIt(template: String, path: String) throws {
    let template = try Template(template)
    let event = try EventSample(EventSample.push)
    let error = #expect(throws: TemplateFault.self) { try template.render(event) }
    #expect(error == .missing(try EventPath(event: path)))
    #expect(error?.description == "the event has no \(path); {{\(path)?}} would allow that")
  }

  @Test(arguments: malformed)
  func aTemplateThatMeansNothingSaysWhy(template: String, complaint: String) {
    let error = #expect(throws: GrammarFault.self) { try Template(template) }
    #expect(error?.problem.description.hasPrefix(complaint) == true)
  }

  @Test func aSecretGoesInByteForByte() throws {
    let template = try Template("Bearer {{secret.chat}} {{event}}")
    let event = try EventSample(EventSample.push)
    let secrets = NamedSecrets(["chat": Secret([0xff, 0x20])])
    let bytes = Array("Bearer ".utf8) + [0xff, 0x20] + Array(" push".utf8)
    #expect(try template.renderBytes(event, secrets) == bytes)
    #expect(throws: TemplateFault.unknownSecret("chat")) { try template.render(event) }
  }

  @Test func aTemplateKnowsWhatItNeeds() throws {
    let template = try Template("{{event}} {{payload.a?}} {{secret.b}} {{event}}")
    #expect(template.paths.map { $0.description } == ["event", "payload.a", "event"])
    #expect(template.secrets == ["b"])
    #expect(!template.isLiteral)
    #expect(try Template("/bin/x").isLiteral)
    #expect(try !Template("{{secret.b}}").isLiteral)
  }

  @Test func whatTheSenderDecidesTheBeginningOfIsKnown() throws {
    for text in ["{{event}}", "{{event?}}x", "{{secret.a}}"] {
      #expect(try Template(text).beginsWithTemplate)
    }
    for text in ["", "x{{event}}", " {{event}}", "-{{event}}"] {
      #expect(try !Template(text).beginsWithTemplate)
    }
  }
}
