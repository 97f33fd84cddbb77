internal import Common

/// What only route files hold.
extension ConfigReader {
  /// Whether `{{secret.NAME}}` may stand in a template.
  enum SecretUse {
    case allowed
    case refused
  }

  /// Reads a string as a template; `key` is where it stands.
  func template(
    _ value: JSONValue, _ key: String, secrets: SecretUse = .refused
  ) throws(ConfigFault) -> Template {
    guard let text = value.asString else { throw wrong(key, value, "a string") }
    let template: Template
    do throws(GrammarFault) {
      template = try Template(text)
    } catch {
      throw error.at(key, of: self)
    }
    if secrets == .refused, let name = template.secrets.first {
      throw fault(
        key, .wrong(found: "{{secret.\(name)}}", expected: "secrets in a program's env only"))
    }
    return template
  }

  /// The name of a route or a step.
  func word(_ key: String) throws(ConfigFault) -> SpoolWord {
    let expected = "a name: 1 to 48 of a-z, 0-9, - and _"
    let word = try parsed(key, expected) { $0.asString.flatMap { SpoolWord($0) } }
    return try required(word, key, expected)
  }
}
