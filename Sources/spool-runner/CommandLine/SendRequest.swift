internal import Common

/// What is to be spooled by hand.
struct SendRequest: Equatable {
  /// A path; `-` is standard input.
  let file: String
  let source: SpoolWord
  /// With it the file is the payload alone.
  let event: String?
}
