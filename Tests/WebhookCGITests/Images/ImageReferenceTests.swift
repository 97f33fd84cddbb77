import Common
import Testing

@testable import webhook_cgi

struct ImageReferenceTests {
  struct Example: Sendable, CustomTestStringConvertible {
    let text: String
    let registry: String
    let name: String
    let tag: String?
    var digest: String?

    init(
      _ text: String, _ registry: String, _ name: String, _ tag: String?, _ digest: String? = nil
    ) {
      self.text = text
      self.registry = registry
      self.name = name
      self.tag = tag
      self.digest = digest
    }

    var testDescription: String { text }
  }

  static let sha256 = "sha256:" + String(repeating: "0f", count: 32)
  static let sha512 = "sha512:" + String(repeating: "0f", count: 64)
  static let longTag = String(repeating: "t", count: 128)

  /// What `docker pull` makes of each.
  static let good = [
    Example("nginx", "docker.io", "library/nginx", "latest"),
    Example("nginx:1.27", "docker.io", "library/nginx", "1.27"),
    Example("acme/site", "docker.io", "acme/site", "latest"),
    Example("docker.io/nginx", "docker.io", "library/nginx", "latest"),
    Example("docker.io/a/b/c:1", "docker.io", "a/b/c", "1"),
    Example("index.docker.io/nginx:1", "docker.io", "library/nginx", "1"),
    Example("registry.example/app:2", "registry.example", "app", "2"),
    Example("registry.example/team/app/web:2", "registry.example", "team/app/web", "2"),
    Example("registry.example:5000/app", "registry.example:5000", "app", "latest"),
    Example("registry:5000/app:5000", "registry:5000", "app", "5000"),
    Example("registry/app:1", "docker.io", "registry/app", "1"),
    Example("localhost/app:1", "localhost", "app", "1"),
    Example("localhost:5000/app:1", "localhost:5000", "app", "1"),
    Example("localhost:5000", "docker.io", "library/localhost", "5000"),
    Example("192.0.2.7/app", "192.0.2.7", "app", "latest"),
    Example("192.0.2.7:80", "docker.io", "library/192.0.2.7", "80"),
    Example("[2001:db8::1]/app:1", "[2001:db8::1]", "app", "1"),
    Example("[2001:db8::1]:5000/app", "[2001:db8::1]:5000", "app", "latest"),
    Example("REGISTRY/app:1", "REGISTRY", "app", "1"),
    Example("Registry.Example/app:Release_1.0-RC", "Registry.Example", "app", "Release_1.0-RC"),
    Example("a__b/c---d.e_f:_x", "docker.io", "a__b/c---d.e_f", "_x"),
    Example("app@\(sha256)", "docker.io", "library/app", nil, sha256),
    Example("r.example/app:1@\(sha256)", "r.example", "app", "1", sha256),
    Example("r.example/app@\(sha512)", "r.example", "app", nil, sha512),
    Example("app:\(longTag)", "docker.io", "library/app", longTag),
    Example(
      "docker.io/\(String(repeating: "ab", count: 32))", "docker.io",
      "library/\(String(repeating: "ab", count: 32))", "latest"),
    Example(
      "r.example/\(String(repeating: "a", count: 255)):1", "r.example",
      String(repeating: "a", count: 255), "1"),
  ]

  static let bad: [(String, ImageReferenceFault)] = [
    ("", .empty),
    (String(repeating: "ab", count: 32), .identifier),
    ("App:1", .upperCase),
    ("acme/Site", .upperCase),
    ("registry.example/Team/app", .upperCase),
    ("-registry.example/app", .registry),
    ("registry-.example/app", .registry),
    ("registry..example/app", .registry),
    ("registry.example:port/app", .registry),
    ("registry.example:/app", .registry),
    ("2001:db8::1:5000/app", .registry),
    ("[2001:db8::1%eth0]:5000/app", .registry),
    ("[]/app", .name),
    ("http://registry.example/app", .registry),
    ("[2001:db8::1]", .name),
    (":1", .name),
    ("@\(sha256)", .name),
    ("acme/", .name),
    ("/app", .name),
    ("acme//app", .name),
    ("acme/-app", .name),
    ("acme/app-", .name),
    ("acme/a..b", .name),
    ("acme/a___b", .name),
    ("acme/a._b", .name),
    ("acme/a b", .name),
    ("acme/ünder", .name),
    ("acme/app$", .name),
    ("registry.example/\(String(repeating: "a", count: 256))", .nameTooLong),
    ("app:", .tag),
    ("app:-1", .tag),
    ("app:.1", .tag),
    ("app:a b", .tag),
    ("app:1:2", .tag),
    ("app:\(longTag)t", .tag),
    ("app@", .digest),
    ("app@sha256:0f0f", .digest),
    ("app@sha256:\(String(repeating: "0F", count: 32))", .digest),
    ("app@md5:\(String(repeating: "0f", count: 32))", .digest),
    ("app@\(sha256)@\(sha256)", .digest),
  ]

  @Test(arguments: good)
  func aReferenceIsReadAsDockerReadsIt(_ example: Example) throws {
    let image = try ImageReference(parsing: example.text).image
    #expect(image.registry == example.registry)
    #expect(image.name == example.name)
    #expect(image.tag == example.tag)
    #expect(image.digest == example.digest)
  }

  @Test(arguments: bad)
  func whatIsNoReferenceIsRefusedWithTheReason(_ text: String, _ fault: ImageReferenceFault) {
    #expect(throws: fault) { try ImageReference(parsing: text) }
  }

  @Test func whatARegistryCallsAnImageAlwaysBeginsWithTheRegistry() throws {
    let plain = try ImageReference(address: "harbor/library/app:1")
    #expect((plain.registry, plain.name, plain.tag) == ("harbor", "library/app", "1"))
    let url = try ImageReference(address: "https://harbor.example/library/app@\(Self.sha256)")
    #expect((url.registry, url.name, url.digest) == ("harbor.example", "library/app", Self.sha256))
    #expect(throws: ImageReferenceFault.name) { try ImageReference(address: "app:1") }
  }
}
