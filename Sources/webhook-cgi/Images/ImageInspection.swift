internal import Common

/// Looks at a verified request of a source whose payloads are pushes of images.
struct ImageInspection {
  /// The event's type, whatever the sender calls it.
  static let event = "image_push"

  let source: Source
  /// What a payload that is not JSON is answered.
  let status: Int

  /// `facts` is what the event would be otherwise: of it the action and the delivery id stay.
  func look(at payload: Body, _ facts: EventFacts) throws(Refusal) -> Inspection.Finding {
    guard source.takes(event: facts.event) || source.takes(event: Self.event) else {
      return .ignored(reason: "unsupported_event_type", facts)
    }
    let push = try read(payload)
    let images = push.images.filter(takes)
    let facts = EventFacts(
      event: Self.event, action: facts.action,
      repository: (images.first ?? push.images.first)?.name, sender: facts.sender,
      delivery: facts.delivery ?? push.delivery, images: images,
      announced: facts.event)
    if push.images.isEmpty { return .ignored(reason: "no_image_pushed", facts) }
    if !source.takes(action: facts.action) {
      return .ignored(reason: "unsupported_action", facts)
    }
    return images.isEmpty ? .ignored(reason: "repository_not_accepted", facts) : .event(facts)
  }

  /// An image is taken by its name, or by its registry and name.
  private func takes(_ image: PushedImage) -> Bool {
    source.takes(repository: image.name)
      || source.takes(repository: "\(image.registry)/\(image.name)")
  }

  private func read(_ payload: Body) throws(Refusal) -> ImagePush {
    do throws(ImagePayloadFault) {
      return try ImagePayload.read(payload)
    } catch {
      switch error {
      case .notJSON(let reason): throw .unreadable(status: status, reason)
      case .unavailable(let failure): throw .unavailable(failure.description, retryAfter: 30)
      case .noImage, .missing, .wrong, .tooLarge, .badReference:
        throw .unreadable(status: 422, error.description)
      }
    }
  }
}
