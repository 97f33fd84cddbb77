internal import Common

/// Reads which images a payload says were pushed, whatever registry or script sent it.
///
/// The shape tells the registries apart. Nothing is fetched, and a `callback_url` not even read.
enum ImagePayload {
  static func read(_ payload: Body) throws(ImagePayloadFault) -> ImagePush {
    let members = try ImageMembers(of: payload)
    if members.has("image") { return try plain(members) }
    if members.has("events") { return try DistributionEvent.envelope(members) }
    if members.has("target") { return try DistributionEvent.alone(members) }
    if members.has("event_data") { return try HarborPush.read(members) }
    if members.has("docker_url") { return try QuayPush.read(members) }
    if members.has("push_data") { return try DockerHubPush.read(members) }
    for kind in GitHubPackage.kinds where members.has(kind) {
      return try GitHubPackage(kind, members).push()
    }
    throw .noImage
  }

  /// `{"image": "registry.example/team/app:1"}`, which a script or a build can send.
  private static func plain(_ members: ImageMembers) throws(ImagePayloadFault) -> ImagePush {
    guard let text = try members.text("image") else { throw .noImage }
    return ImagePush(
      images: [
        try reference("image") { () throws(ImageReferenceFault) in
          try ImageReference(parsing: text)
        }.image
      ])
  }

  /// Makes the image of a registry's report; `version` is the member that may not be missing.
  static func pushed(
    _ reference: ImageReference, orMissing version: String
  ) throws(ImagePayloadFault) -> PushedImage {
    guard let image = reference.pushed else { throw .missing(version) }
    return image
  }

  /// Makes a reference out of a member, and names the member where that fails.
  static func reference(
    _ member: String, _ make: () throws(ImageReferenceFault) -> ImageReference
  ) throws(ImagePayloadFault) -> ImageReference {
    do throws(ImageReferenceFault) {
      return try make()
    } catch {
      throw .badReference(member, error)
    }
  }
}
