internal import Common

/// Why no pushed images could be read out of a payload.
enum ImagePayloadFault: Error, Equatable {
  /// Not one JSON object, or one that says something twice.
  case notJSON(String)

  /// The payload of no registry: it has no member `image`, nor what registries send instead.
  case noImage

  /// A member without which the rest says nothing.
  case missing(String)
  case wrong(String, expected: String)

  /// More than is taken into memory.
  case tooLarge(String, limit: Int)
  case badReference(String, ImageReferenceFault)
  case unavailable(SystemError)
}

extension ImagePayloadFault: CustomStringConvertible {
  /// What the sender is told.
  var description: String {
    switch self {
    case .notJSON(let reason): reason
    case .noImage: "the payload's member \"image\" is missing"
    case .missing(let member): "the payload's member \"\(member)\" is missing"
    case .wrong(let member, let expected): "the payload's member \"\(member)\" is not \(expected)"
    case .tooLarge(let member, let limit):
      "the payload's member \"\(member)\" is larger than \(limit) bytes"
    case .badReference(let member, let fault):
      "the payload's member \"\(member)\" names no image: \(fault)"
    case .unavailable(let failure): failure.description
    }
  }
}
