/// Why a text is no image reference.
enum ImageReferenceFault: Error, Equatable {
  case empty
  /// 64 hexadecimal digits, which Docker takes for the id of an image.
  case identifier
  case registry
  case upperCase
  case name
  case nameTooLong
  case tag
  case digest
}

extension ImageReferenceFault: CustomStringConvertible {
  var description: String {
    switch self {
    case .empty: "it is empty"
    case .identifier: "64 hexadecimal digits are the id of an image, not its name"
    case .registry: "its registry is not a host name or address, perhaps with a port"
    case .upperCase: "its name has upper-case letters"
    case .name: "its name is not made of a-z, 0-9 and single separators (. _ __ -) between slashes"
    case .nameTooLong: "its name is longer than \(ImageGrammar.longestName) characters"
    case .tag: "its tag is not 1 to \(ImageGrammar.longestTag) of A-Z, a-z, 0-9, _ . -"
    case .digest: "its digest is not sha256:, sha384: or sha512: and as many lower-case digits"
    }
  }
}
