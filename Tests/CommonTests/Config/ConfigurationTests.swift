import TestSupport
import Testing

@testable import Common

struct ConfigurationTests {
  static let whole = """
    {
      // Comments and trailing commas are for people.
      "spool": "/srv/spool/", "keep_free": "256MB", "deadline": "10s",
      "receiver_user": "webhook-cgi", "trusted_proxies": ["unix", "127.0.0.1", "fd00::/8"],
      "retention": { "done": "1d", "cancelled": "2d", "events": "3d", "failed": "4d",
        "rejected": "5d", "deliveries": "6d", "journal": "7d" },
      "sources": {
        "github": {
          "path": "/api/v1/webhooks/github", "scheme": "github",
          "secret": [{ "file": "/new" }, { "credential": "old" }, { "env": "OLDER" }],
          "events": ["push", "ping"], "repositories": ["acme/*"], "max_body": "1k",
          "answers": { "accepted": 202, "unauthorized": 403, "malformed": 422,
            "duplicate": 200 },
          "drop": true, "images": true,
        },
        "tea": { "path": "/tea", "scheme": "gitea", "secret": { "env": "TEA" } },
      },
    }
    """

  @Test func everyKeyIsRead() throws {
    let configuration = try ConfigSample(Self.whole).load()
    #expect(configuration.spool == "/srv/spool")
    #expect(configuration.keepFree == 256 << 20)
    #expect(configuration.deadline == 10_000)
    #expect(configuration.receiverUser == "webhook-cgi")
    #expect(configuration.trustedProxies == ["unix", "127.0.0.1", "fd00::/8"])
    #expect(configuration.file == "/config.json")
    let retention = configuration.retention
    let days = [
      retention.done, retention.cancelled, retention.events, retention.failed, retention.rejected,
      retention.deliveries, retention.journal,
    ].map { $0 / 86_400_000 }
    #expect(days == [1, 2, 3, 4, 5, 6, 7])
  }

  @Test func everyKeyOfASourceIsRead() throws {
    let source = try #require(try ConfigSample(Self.whole).load().sources.source(named: "github"))
    #expect(source.name.description == "github")
    #expect(source.path.description == "/api/v1/webhooks/github")
    #expect(source.scheme == .github)
    #expect(source.secrets == [.file("/new"), .credential("old"), .env("OLDER")])
    #expect(source.events == ["push", "ping"])
    #expect(source.repositories == [Glob("acme/*")])
    #expect(source.maxBody == 1024)
    #expect(source.answers.accepted == 202)
    #expect(source.answers.unauthorized == 403)
    #expect(source.answers.malformed == 422)
    #expect(source.answers.duplicate == 200)
    #expect(source.drop && source.images)
  }

  @Test func whatIsNotSaidHasADefault() throws {
    let configuration = try ConfigSample("{}").load()
    #expect(configuration.spool == "/var/spool/webhook")
    #expect(configuration.keepFree == 64 << 20)
    #expect(configuration.deadline == 30_000)
    #expect(configuration.receiverUser == nil)
    #expect(configuration.trustedProxies == [])
    #expect(configuration.retention == Retention())
    #expect(configuration.sources.isEmpty)
    #expect(Retention().failed == 90 * 86_400_000)
    let source = try #require(try ConfigSample(Self.whole).load().sources.source(named: "tea"))
    #expect(source.scheme == .gitea)
    #expect(source.secrets == [.env("TEA")])
    #expect(source.events == nil)
    #expect(source.repositories == nil)
    #expect(source.maxBody == 25 << 20)
    #expect(source.answers == SourceAnswers())
    #expect(!source.drop)
  }

  @Test func proxiesMayBeOneOrNone() throws {
    #expect(try ConfigSample(#"{"trusted_proxies":"::1"}"#).load().trustedProxies == ["::1"])
    #expect(try ConfigSample(#"{"trusted_proxies":[]}"#).load().trustedProxies == [])
  }

  @Test func aSourceTakesWhatItSays() throws {
    let sources = try ConfigSample(Self.whole).load().sources
    let picky = try #require(try sources.source(named: "github"))
    #expect(picky.takes(event: "push") && !picky.takes(event: "pus") && !picky.takes(event: "*"))
    #expect(picky.takes(repository: "acme/site") && !picky.takes(repository: "other/site"))
    #expect(!picky.takes(repository: nil))
    let open = try #require(try sources.source(named: "tea"))
    #expect(open.takes(event: "anything") && open.takes(repository: nil))
  }
}
