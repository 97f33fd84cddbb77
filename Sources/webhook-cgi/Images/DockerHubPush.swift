internal import Common

/// Docker Hub's report of one pushed tag.
///
/// Its `callback_url` is for a test suite to answer to; anybody could write it, so nobody does.
enum DockerHubPush {
  static func read(_ members: ImageMembers) throws(ImagePayloadFault) -> ImagePush {
    guard let name = try members.text("repository.repo_name") else {
      throw .missing("repository.repo_name")
    }
    guard let tag = try members.text("push_data.tag") else { throw .missing("push_data.tag") }
    let reference = try ImagePayload.reference("repository.repo_name") {
      () throws(ImageReferenceFault) in
      try ImageReference(
        registry: ImageReference.dockerHub, name: name, tag: tag, digest: nil)
    }
    return ImagePush(images: [try ImagePayload.pushed(reference, orMissing: "push_data.tag")])
  }
}
