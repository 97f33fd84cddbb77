internal import Common

/// What a registry reported.
struct ImagePush: Equatable {
  /// None: the registry reported something else, such as a pull.
  var images: [PushedImage]

  /// The id the payload itself gives this report; nil when it gives none.
  var delivery: String?

  static let nothing = ImagePush(images: [])
}
