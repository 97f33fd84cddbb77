import Common
import Testing

@testable import webhook_cgi

/// What each registry sends, and what is read out of it.
struct ImagePayloadTests {
  static let digest = "sha256:" + String(repeating: "0f", count: 32)

  @Test func aScriptNamesTheImageAlone() throws {
    let push = try ImageReading.read(#"{"image":"registry.example:5000/team/app:1.2","by":"ci"}"#)
    #expect(
      push.images == [
        PushedImage(registry: "registry.example:5000", name: "team/app", tag: "1.2", digest: nil)
      ])
    #expect(push.delivery == nil)
  }

  @Test func dockerHubReportsOneTag() throws {
    let push = try ImageReading.sample("image/docker-hub.json")
    #expect(push.images == [Self.image("docker.io", "svendowideit/testhook", "latest")])
  }

  @Test func anOfficialImageOfDockerHubIsInTheLibrary() throws {
    let push = try ImageReading.read(
      #"{"push_data":{"tag":"1"},"repository":{"repo_name":"nginx"}}"#)
    #expect(push.images == [Self.image("docker.io", "library/nginx", "1")])
  }

  @Test func distributionReportsManifestsAmongLayers() throws {
    let push = try ImageReading.sample("image/distribution-event.json")
    #expect(
      push.images == [
        PushedImage(
          registry: "registrycluster.local", name: "library/test", tag: nil,
          digest: "sha256:0123456789abcdef0")
      ])
    #expect(push.delivery == "asdf-asdf-asdf-asdf-0")
  }

  @Test func aLayerAloneIsNoImage() throws {
    let push = try ImageReading.sample("image/private-registry-payload-1-repository.json")
    #expect(push.images == [])
    #expect(push.delivery == "9d9e2ab1-d38e-4f71-8091-2ed699e7a6a5")
  }

  @Test func everyManifestOfAnEnvelopeIsAnImage() throws {
    let push = try ImageReading.read(
      Self.envelope(
        Self.event(type: "application/vnd.oci.image.index.v1+json", tag: "1"),
        Self.event(action: "pull", tag: "2"), Self.event(action: "delete", tag: "3"),
        Self.event(action: "mount", tag: "4"),
        Self.event(type: "application/vnd.docker.distribution.manifest.list.v2+json", tag: "5"),
        Self.event(type: "application/vnd.oci.image.layer.v1.tar+gzip", tag: "6"),
        Self.event(tag: "")))
    #expect(push.images.map(\.tag) == ["1", "5", nil])
    #expect(push.images.allSatisfy { $0.registry == "registry:5000" && $0.name == "team/app" })
    #expect(push.images.allSatisfy { $0.digest == Self.digest })
    #expect(push.delivery == "e-1")
  }

  @Test func aTaggedPushIsAnImageAlsoWithoutItsMediaType() throws {
    let push = try ImageReading.read(
      #"{"action":"push","id":"1","target":{"repository":"a","tag":"1.2"},"#
        + #""request":{"host":"r.example"}}"#)
    #expect(push.images == [Self.image("r.example", "a", "1.2")])
  }

  @Test func azureReportsOneEventAlone() throws {
    let push = try ImageReading.sample("image/acr-payload-valid.json")
    #expect(
      push.images == [
        PushedImage(
          registry: "myregistry.azurecr.io", name: "hello-world", tag: "v1",
          digest: "sha256:f5233545e43561214ca4891fd1157e1c3c563316ed8e237750d59bde73361e77")
      ])
    #expect(push.delivery == "52ba983c-67d6-11e8-8c71-4a0006ae5a20")
  }

  @Test func harborReportsResources() throws {
    let push = try ImageReading.sample("image/argocd-image-updater-harbor.json")
    #expect(
      push.images == [
        PushedImage(
          registry: "harbor.example.com", name: "library/myapp", tag: "v1.0.0",
          digest: "sha256:abc123")
      ])
  }

  @Test func anOlderHarborReportsThemToo() throws {
    let push = try ImageReading.read(
      """
      {"type":"pushImage","event_data":{"resources":[
       {"digest":"\(Self.digest)","tag":"1","resource_url":"harbor:8443/library/app:1"},
       {"digest":"\(Self.digest)","tag":"\(Self.digest)",
        "resource_url":"harbor:8443/library/app@\(Self.digest)"}]}}
      """)
    #expect(push.images.map(\.registry) == ["harbor:8443", "harbor:8443"])
    #expect(push.images.map(\.tag) == ["1", nil])
    #expect(push.images.map(\.digest) == [Self.digest, Self.digest])
  }

  @Test func quayReportsEveryTag() throws {
    #expect(
      try ImageReading.sample("image/argocd-image-updater-quay.json").images
        == [Self.image("quay.io", "mynamespace/repository", "latest")])
    let push = try ImageReading.read(
      #"{"docker_url":"quay.example:8443/team/app","updated_tags":["1","2"]}"#)
    #expect(
      push.images
        == ["1", "2"].map { Self.image("quay.example:8443", "team/app", $0) })
  }

  @Test func gitHubReportsAPackageOfItsRegistry() throws {
    #expect(
      try ImageReading.sample("image/argocd-image-updater-ghcr.json").images
        == [Self.image("ghcr.io", "myuser/myapp", "v1.0.0")])
    #expect(
      try ImageReading.sample("github/package.published.docker.json").images == [
        PushedImage(
          registry: "ghcr.io", name: "codertocat/hello-world", tag: nil,
          digest: "sha256:3da1996a8115d7616457760d9920b815241d0a03b34cf5f04e9a0e9d8de37498")
      ])
  }

  @Test(arguments: ["package", "registry_package"], ["published", "updated"])
  func gitHubNamesThePackageTwice(_ kind: String, _ action: String) throws {
    let push = try ImageReading.read(
      """
      {"action":"\(action)","\(kind)":{"name":"site/web","namespace":"Acme",
       "package_type":"CONTAINER","package_version":{"version":"\(Self.digest)",
       "package_url":"ghcr.io/Acme/site/web:1.2",
       "container_metadata":{"tag":{"name":"1.2","digest":"\(Self.digest)"}}}}}
      """)
    #expect(
      push.images == [
        PushedImage(registry: "ghcr.io", name: "acme/site/web", tag: "1.2", digest: Self.digest)
      ])
  }

  @Test(arguments: [
    #"{"events":[]}"#,
    #"{"action":"delete","id":"1","target":{"repository":"a"},"request":{"host":"r"}}"#,
    #"{"action":"ping","id":"1","target":{}}"#,
    #"{"type":"DELETE_ARTIFACT","event_data":{"resources":[{"resource_url":"h.example/a/b:1"}]}}"#,
    #"{"type":"PUSH_ARTIFACT","event_data":{"resources":[]}}"#,
    #"{"docker_url":"quay.io/a/b","build_id":"1"}"#,
    #"{"docker_url":"quay.io/a/b","updated_tags":[]}"#,
    #"{"action":"deleted","package":{"package_type":"container"}}"#,
    #"{"action":"published","package":{"package_type":"npm","name":"a"}}"#,
    #"{"action":"published","package":{"ecosystem":"docker","registry":{"type":"npm"},"name":"a"}}"#,
  ])
  func whatPushedNothingIsNoFault(_ payload: String) throws {
    #expect(try ImageReading.read(payload).images == [])
  }

  static func image(_ registry: String, _ name: String, _ tag: String?) -> PushedImage {
    PushedImage(registry: registry, name: name, tag: tag, digest: nil)
  }

  static func envelope(_ events: String...) -> String {
    #"{"events":[\#(events.joined(separator: ","))]}"#
  }

  static func event(
    action: String = "push", type: String = "application/vnd.oci.image.manifest.v1+json",
    tag: String
  ) -> String {
    """
    {"id":"e-1","action":"\(action)","request":{"host":"registry:5000"},"target":{
     "mediaType":"\(type)","repository":"team/app","tag":"\(tag)","digest":"\(digest)"}}
    """
  }
}
