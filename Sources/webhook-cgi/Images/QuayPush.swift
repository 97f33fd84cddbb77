internal import Common

/// Quay's report of a push to a repository: one image for each tag.
///
/// Its other reports have the same members, but no updated tags.
enum QuayPush {
  static func read(_ members: ImageMembers) throws(ImagePayloadFault) -> ImagePush {
    let url = try members.text("docker_url") ?? ""
    var push = ImagePush.nothing
    for (index, element) in try members.elements("updated_tags").enumerated() {
      let place = "updated_tags[\(index)]"
      guard let tag = try ImageMembers.text(element, place) else { throw .missing(place) }
      let repository = try ImagePayload.reference("docker_url") { () throws(ImageReferenceFault) in
        try ImageReference(address: url)
      }
      let image = try ImagePayload.reference(place) { () throws(ImageReferenceFault) in
        try ImageReference(
          registry: repository.registry, name: repository.name, tag: tag, digest: nil)
      }
      push.images.append(try ImagePayload.pushed(image, orMissing: place))
    }
    return push
  }
}
