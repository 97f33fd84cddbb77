internal import Common

/// The name of an image, as `docker pull` takes it: `[REGISTRY/]NAME[:TAG][@DIGEST]`.
struct ImageReference: Equatable {
  static let dockerHub = "docker.io"
  private static let formerDockerHub = "index.docker.io"
  private static let official = "library/"

  let registry: String
  let name: String
  var tag: String?
  var digest: String?

  /// Reads what a person may write, by Docker's rules (distribution/reference, `normalize.go`).
  ///
  /// The first part is a registry if it is `localhost` or has a dot, a colon or an upper-case
  /// letter; else the image is Docker Hub's. Neither tag nor digest is made up here.
  init(parsing text: String) throws(ImageReferenceFault) {
    if text.isEmpty { throw .empty }
    if text.utf8.count == 64, ImageGrammar.isDigest("sha256:\(text)") { throw .identifier }
    let (registry, rest) = Self.split(text)
    try self.init(registry: registry, rest: rest)
    if let digest, !ImageGrammar.isDigest(digest) { throw .digest }
  }

  /// Reads what a registry calls an image: it always begins with the registry, perhaps as a URL.
  init(address: String) throws(ImageReferenceFault) {
    var text = Substring(address)
    for scheme in ["https://", "http://"] where text.utf8.starts(with: scheme.utf8) {
      text = Substring(text.utf8.dropFirst(scheme.utf8.count))
    }
    guard let slash = text.utf8.firstIndex(of: .slash) else { throw .name }
    try self.init(
      registry: String(text[..<slash]), rest: text[text.utf8.index(after: slash)...])
  }

  /// Takes the parts as a registry reports them; its word for the length of a digest counts.
  init(
    registry: String, name: String, tag: String?, digest: String?
  ) throws(ImageReferenceFault) {
    let isShort = registry == Self.dockerHub && !name.utf8.contains(.slash)
    self.registry = registry
    self.name = isShort ? Self.official + name : name
    self.tag = tag
    self.digest = digest
    try check()
  }

  /// The image a person means, with Docker's tag where neither tag nor digest is given.
  var image: PushedImage {
    let tag = tag ?? (digest == nil ? "latest" : nil)
    return PushedImage(registry: registry, name: name, tag: tag, digest: digest)
  }

  /// The image a registry reports; nil when it says neither tag nor digest.
  ///
  /// No tag is made up: `latest` may be another image than the one that was pushed.
  var pushed: PushedImage? {
    if tag == nil, digest == nil { return nil }
    return PushedImage(registry: registry, name: name, tag: tag, digest: digest)
  }

  /// Takes the registry and `NAME[:TAG][@DIGEST]`.
  private init(registry: String, rest: Substring) throws(ImageReferenceFault) {
    let at = rest.utf8.firstIndex(of: .at) ?? rest.endIndex
    let tagged = rest[..<at]
    let colon = tagged.utf8.firstIndex(of: .colon) ?? tagged.endIndex
    try self.init(
      registry: registry, name: String(tagged[..<colon]), tag: Self.behind(colon, in: tagged),
      digest: Self.behind(at, in: rest))
  }

  private func check() throws(ImageReferenceFault) {
    if name.utf8.contains(where: { $0 != $0.foldedCase }) { throw .upperCase }
    guard ImageGrammar.isRegistry(registry) else { throw .registry }
    guard ImageGrammar.isName(name) else { throw .name }
    if name.utf8.count > ImageGrammar.longestName { throw .nameTooLong }
    if let tag, !ImageGrammar.isTag(tag) { throw .tag }
    if let digest, !ImageGrammar.looksLikeDigest(digest) { throw .digest }
  }

  private static func split(_ text: String) -> (registry: String, rest: Substring) {
    guard let slash = text.utf8.firstIndex(of: .slash) else { return (dockerHub, text[...]) }
    let first = text[..<slash]
    let behind = text[text.utf8.index(after: slash)...]
    if first == formerDockerHub { return (dockerHub, behind) }
    let isRegistry =
      first == "localhost"
      || first.utf8.contains { byte in
        byte == .dot || byte == .colon || byte != byte.foldedCase
      }
    return isRegistry ? (String(first), behind) : (dockerHub, text[...])
  }

  /// The text behind a mark; nil where there is no mark.
  private static func behind(_ mark: String.Index, in text: Substring) -> String? {
    mark < text.endIndex ? String(text[text.utf8.index(after: mark)...]) : nil
  }
}
