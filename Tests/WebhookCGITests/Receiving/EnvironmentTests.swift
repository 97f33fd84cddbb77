import Common
import Testing

@testable import webhook_cgi

/// With no configuration file the variables are all there is.
struct EnvironmentTests {
  static let secrets = [
    "GITHUB_WEBHOOK_SECRET": ReceiverBench.secret, "GITEA_WEBHOOK_SECRET": ReceiverBench.secret,
  ]

  private func bench(_ variables: [String: String]) throws -> ReceiverBench {
    try ReceiverBench(
      environment: variables.merging(["WEBHOOK_SPOOL": ReceiverBench.spool]) { $1 })
  }

  @Test func aSecretInAVariableIsEnough() throws {
    let bench = try bench(Self.secrets)
    let github = Delivery.github().changed { $0.path = "/api/v1/webhooks/github" }
    let gitea = Delivery.gitea(delivery: "d-2").changed { $0.path = "/webhook/gitea" }
    #expect(try bench.send(github).status == 200)
    #expect(try bench.send(gitea).status == 200)
    #expect(bench.names(.incoming).count == 2)
  }

  @Test func aVariableThatIsNotSetMakesNoSource() throws {
    let delivery = Delivery.github().changed { $0.path = "/api/v1/webhooks/github" }
    #expect(try bench([:]).send(delivery).status == 404)
    #expect(try bench(["GITHUB_WEBHOOK_SECRET": ""]).send(delivery).status == 500)
  }
}
