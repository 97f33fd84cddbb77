import Common
import TestSupport
import Testing

@testable import webhook_cgi

/// Payloads that name no image, and what their senders are told.
struct ImagePayloadFaultTests {
  static let refused = [
    (#"{}"#, #"the payload's member "image" is missing"#),
    (#"{"ref":"refs/heads/main"}"#, #"the payload's member "image" is missing"#),
    (#"{"image":null}"#, #"the payload's member "image" is missing"#),
    (#"{"image":["app:1"]}"#, #"the payload's member "image" is not a string"#),
    (#"{"image":""}"#, #"the payload's member "image" names no image: it is empty"#),
    (
      #"{"image":"Acme"}"#,
      #"the payload's member "image" names no image: its name has upper-case letters"#
    ),
    (#"{"events":{}}"#, #"the payload's member "events" is not an array"#),
    (
      event(#""repository":"app""#, host: ""),
      #"the payload's member "events[0].request.host" is missing"#
    ),
    (event(""), #"the payload's member "events[0].target.repository" is missing"#),
    (
      event(#""repository":7"#),
      #"the payload's member "events[0].target.repository" is not a string"#
    ),
    (
      event(#""repository":"app","tag":"-""#),
      #"the payload's member "events[0].target" names no image: \#(ImageReferenceFault.tag)"#
    ),
    (
      #"{"type":"pushImage","event_data":{"resources":[{}]}}"#,
      #"the payload's member "event_data.resources[0].resource_url" is missing"#
    ),
    (
      #"{"docker_url":"quay.io/a/b","updated_tags":["-"]}"#,
      #"the payload's member "updated_tags[0]" names no image: \#(ImageReferenceFault.tag)"#
    ),
    (
      #"{"updated_tags":["1"],"docker_url":null}"#,
      #"the payload's member "docker_url" names no image: \#(ImageReferenceFault.name)"#
    ),
    (#"{"push_data":{}}"#, #"the payload's member "repository.repo_name" is missing"#),
    (
      #"{"push_data":{},"repository":{"repo_name":"a"}}"#,
      #"the payload's member "push_data.tag" is missing"#
    ),
    (
      event(#""repository":"app""#),
      #"the payload's member "events[0].target.tag" is missing"#
    ),
    (
      event(#""repository":"app""#).replacing(#""mediaType":"#, with: #""type":"#),
      #"the payload's member "events[0].target.mediaType" is missing"#
    ),
    (
      #"{"action":"push","target":{"repository":"a"},"request":{"host":"r.example"}}"#,
      #"the payload's member "target.mediaType" is missing"#
    ),
    (
      #"{"type":"pushImage","event_data":{"resources":[{"resource_url":"h.example/a/b"}]}}"#,
      #"the payload's member "event_data.resources[0].tag" is missing"#
    ),
    (
      #"{"action":"published","package":{"package_type":"container","name":"a","namespace":"b"}}"#,
      #"the payload's member "package.package_version.container_metadata.tag" is missing"#
    ),
    (
      #"{"action":"published","package":{"package_type":"container"}}"#,
      #"the payload's member "package.owner.login" is missing"#
    ),
  ]

  @Test(arguments: refused)
  func aPayloadWithoutWhatItNeedsIsRefusedByTheMembersName(
    _ payload: String, _ reason: String
  ) throws {
    let fault = #expect(throws: ImagePayloadFault.self) { try ImageReading.read(payload) }
    #expect(fault?.description == reason)
  }

  @Test(arguments: [
    "", "[]", "7", #"{"image":"a:1""#, #"{"image":"a:1","image":"b:1"}"#,
    #"{"events":[{"id":"1","id":"2"}]}"#,
  ])
  func whatIsNotOneClearObjectIsNotJSON(_ payload: String) throws {
    let fault = #expect(throws: ImagePayloadFault.self) { try ImageReading.read(payload) }
    guard case .notJSON = fault else {
      Issue.record("\(payload): \(String(describing: fault))")
      return
    }
  }

  /// An event that says enough, of a given size as it is written.
  static func events(_ size: Int) -> String {
    let event = ImagePayloadTests.event(tag: "1")
    return "[" + String(repeating: " ", count: size - 2 - event.utf8.count) + event + "]"
  }

  @Test func aMemberOfTheLargestSizeIsRead() throws {
    let push = try ImageReading.read(#"{"events":\#(Self.events(ImageMembers.limit))}"#)
    #expect(push.images.map(\.tag) == ["1"])
  }

  @Test func aLargerOneIsRefusedAndNotSkipped() throws {
    let payload = #"{"events":\#(Self.events(ImageMembers.limit + 1))}"#
    #expect(throws: ImagePayloadFault.tooLarge("events", limit: ImageMembers.limit)) {
      try ImageReading.read(payload)
    }
  }

  @Test func whatNobodyReadsMayBeAnySize() throws {
    let text = String(repeating: "x", count: 200_000)
    let push = try ImageReading.read(
      #"{"callback_url":"\#(text)","push_data":{"tag":"1","images":["\#(text)"]},"#
        + #""repository":{"repo_name":"a/b","full_description":"\#(text)"}}"#)
    #expect(push.images.map(\.name) == ["a/b"])
  }

  static func event(_ target: String, host: String = #""host":"registry""#) -> String {
    let comma = target.isEmpty ? "" : ","
    return #"{"events":[{"action":"push","request":{\#(host)},"target":{\#(target)\#(comma)"#
      + #""mediaType":"application/vnd.oci.image.manifest.v1+json"}}]}"#
  }
}
