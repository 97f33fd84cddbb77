internal import Common

/// An event of the registry Distribution, which Docker's `registry` image, GitLab and others run
/// (`notifications/event.go`).
///
/// It also stands alone, as the Azure Container Registry sends it.
struct DistributionEvent {
  /// What the types of manifests and of lists of them begin with; all others are layers.
  private static let manifests = [
    "application/vnd.docker.distribution.manifest.", "application/vnd.oci.image.manifest.",
    "application/vnd.oci.image.index.",
  ]

  let action: JSONValue?
  let target: JSONValue?
  let host: JSONValue?

  /// What leads to the event in the payload, for complaints.
  let place: String

  static func envelope(_ members: ImageMembers) throws(ImagePayloadFault) -> ImagePush {
    let events = try members.elements("events")
    var push = ImagePush.nothing
    push.delivery = events.first?["id"]?.asString
    for (index, event) in events.enumerated() {
      let event = DistributionEvent(
        action: event["action"], target: event["target"], host: event["request"]?["host"],
        place: "events[\(index)].")
      if let image = try event.image() { push.images.append(image) }
    }
    return push
  }

  static func alone(_ members: ImageMembers) throws(ImagePayloadFault) -> ImagePush {
    let event = DistributionEvent(
      action: try members.value("action"), target: try members.value("target"),
      host: try members.value("request.host"), place: "")
    return ImagePush(
      images: try event.image().map { [$0] } ?? [], delivery: try members.text("id"))
  }

  /// The image that was pushed; nil when it was something else, or only a layer.
  private func image() throws(ImagePayloadFault) -> PushedImage? {
    guard action?.asString == "push" else { return nil }
    let tag = try text(target?["tag"], "target.tag")
    guard try isManifest(tagged: tag != nil) else { return nil }
    let registry = try required(host, "request.host")
    let name = try required(target?["repository"], "target.repository")
    let digest = try text(target?["digest"], "target.digest")
    let reference = try ImagePayload.reference("\(place)target") {
      () throws(ImageReferenceFault) in
      try ImageReference(registry: registry, name: name, tag: tag, digest: digest)
    }
    // One without a tag was pushed by its digest, as the parts of a list of manifests are.
    return try ImagePayload.pushed(reference, orMissing: "\(place)target.tag")
  }

  /// Whether the target is a manifest; where its type is missing, a tag says so, which no layer has.
  private func isManifest(tagged: Bool) throws(ImagePayloadFault) -> Bool {
    guard let type = try text(target?["mediaType"], "target.mediaType") else {
      if tagged { return true }
      throw .missing("\(place)target.mediaType")
    }
    return Self.manifests.contains { type.utf8.starts(with: $0.utf8) }
  }

  private func required(
    _ value: JSONValue?, _ name: String
  ) throws(ImagePayloadFault) -> String {
    guard let text = try text(value, name) else { throw .missing(place + name) }
    return text
  }

  /// The text of a member; an empty one is none, as Go writes what it does not know.
  private func text(
    _ value: JSONValue?, _ name: String
  ) throws(ImagePayloadFault) -> String? {
    let text = try ImageMembers.text(value, place + name)
    return text?.isEmpty == true ? nil : text
  }
}
