import TestSupport
import Testing

@testable import Common

/// Damaged configurations: a complaint of one line or a configuration, and never a crash.
struct ConfigFuzzTests {
  static let samples = [
    """
    { "spool": "/var/spool/webhook", "keep_free": "256MB", "deadline": "30s",
      "trusted_proxies": ["unix", "127.0.0.1", "10.0.0.0/8"], // a comment
      "sources": {
        "github": { "path": "/hooks/github", "scheme": "github", "max_body": "25MB",
          "secret": [{ "file": "/etc/a" }, { "env": "B" }, { "credential": "c" }],
          "events": ["push"], "repositories": ["acme/*"], "answers": { "duplicate": 200 } },
        "gitea": { "path": "/hooks/gitea", "scheme": "gitea", "secret": { "env": "S" },
          "drop": true, },
      },
      "retention": { "done": "7d", "failed": "90d" } }
    """,
    #"{"sources":{}}"#,
  ].map { Array($0.utf8) }

  static let words = [
    "{", "}", "[", "]", ",", ":", "\"", "null", "true", "-1", "1e9", "\"\"", "[]", "{}",
    "\"path\": \"/x\",", "\"scheme\": \"github\",", "\"9999999999999999G\"", "\"0s\"", "//",
    "\\u0000", "\"secret\":", "\"file\"", "\"../x\"", "\u{202e}",
  ]

  @Test func aDamagedConfigurationIsReadOrComplainedAbout() {
    let report = Fuzzing("configuration", samples: Self.samples, words: Self.words).run { bytes in
      guard let value = try? JSONValue.parse(bytes, dialect: .config) else { return .refused }
      do throws(ConfigFault) {
        let configuration = try Configuration(value, label: "/c.json", file: "/c.json")
        let (sources, faults) = configuration.sources.all()
        if let wrong = faults.compactMap(Self.check).first { return .wrong(wrong) }
        if let wrong = Self.check(configuration, sources) { return .wrong(wrong) }
        return .accepted
      } catch {
        return Self.check(error).map { .wrong($0) } ?? .refused
      }
    }
    #expect(report.finding == nil)
    #expect(report.isBalanced)
  }

  private static func check(_ fault: ConfigFault) -> String? {
    let text = fault.description
    if !text.hasPrefix("/c.json: ") { return "does not name the file: \(text)" }
    let isLine = text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x202E }
    return isLine ? nil : "is no plain line: \(text)"
  }

  /// A source that can be used is whole, and found by its path and by its name.
  private static func check(_ configuration: Configuration, _ sources: [Source]) -> String? {
    guard configuration.spool.hasPrefix("/"), configuration.deadline >= 1000 else {
      return "a value is out of its range"
    }
    for source in sources {
      let named = try? configuration.sources.source(named: source.name.description)
      let found = try? configuration.sources.source(at: source.path.description.utf8)
      guard named?.name == source.name, found?.name == source.name, !source.secrets.isEmpty,
        source.maxBody > 0
      else { return "source \(source.name) is not whole" }
    }
    return nil
  }
}
