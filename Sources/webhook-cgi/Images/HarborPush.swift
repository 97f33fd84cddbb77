internal import Common

/// Harbor's report of pushed artifacts (`src/pkg/notifier/model/event.go`).
enum HarborPush {
  /// The type of a push since Harbor 2, and before.
  private static let pushes = ["PUSH_ARTIFACT", "pushImage"]
  private static let resources = "event_data.resources"

  static func read(_ members: ImageMembers) throws(ImagePayloadFault) -> ImagePush {
    guard let type = try members.text("type"), pushes.contains(type) else { return .nothing }
    var push = ImagePush.nothing
    for (index, resource) in try members.elements(resources).enumerated() {
      push.images.append(try image(resource, "\(resources)[\(index)]"))
    }
    return push
  }

  private static func image(
    _ resource: JSONValue, _ place: String
  ) throws(ImagePayloadFault) -> PushedImage {
    let address = "\(place).resource_url"
    guard let url = try ImageMembers.text(resource["resource_url"], address) else {
      throw .missing(address)
    }
    var reference = try ImagePayload.reference(address) { () throws(ImageReferenceFault) in
      try ImageReference(address: url)
    }
    let tag = try ImageMembers.text(resource["tag"], "\(place).tag")
    let digest = try ImageMembers.text(resource["digest"], "\(place).digest")
    // Pushed without a tag, its digest stands in the place of one.
    if let tag, ImageGrammar.isTag(tag) { reference.tag = tag }
    if let digest, ImageGrammar.looksLikeDigest(digest) { reference.digest = digest }
    return try ImagePayload.pushed(reference, orMissing: "\(place).tag")
  }
}
