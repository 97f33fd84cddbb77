internal import Common

/// GitHub's report of a published package; those of its container registry are images.
struct GitHubPackage {
  /// The member that describes the package: of the event `package`, and of `registry_package`.
  static let kinds = ["package", "registry_package"]

  private static let registry = "ghcr.io"
  private static let details = [
    "package_type", "ecosystem", "registry.type", "name", "namespace", "owner.login",
    "package_version.package_url", "package_version.version",
    "package_version.container_metadata.tag",
  ]

  static let members = kinds + kinds.flatMap { kind in details.map { "\(kind).\($0)" } }

  private let kind: String
  private let members: ImageMembers

  init(_ kind: String, _ members: ImageMembers) {
    self.kind = kind
    self.members = members
  }

  /// A package of another kind is nothing pushed.
  ///
  /// A tag that is moved to a version that was there is an update.
  func push() throws(ImagePayloadFault) -> ImagePush {
    let action = try members.text("action")
    guard action == "published" || action == "updated", try isContainer() else { return .nothing }
    var reference = try reference()
    let tag = try members.value("\(kind).package_version.container_metadata.tag")
    // Empty for the parts of an image for several platforms, which are pushed without a tag.
    if let name = tag?["name"]?.asString, !name.isEmpty { reference.tag = name }
    let digests = [tag?["digest"]?.asString, try text("package_version.version")]
    reference.digest = digests.lazy.compactMap { $0 }.first(where: ImageGrammar.isDigest)
    let whole = try ImagePayload.reference(kind) { () throws(ImageReferenceFault) in
      try ImageReference(
        registry: reference.registry, name: reference.name, tag: reference.tag,
        digest: reference.digest)
    }
    let version = "\(kind).package_version.container_metadata.tag"
    return ImagePush(images: [try ImagePayload.pushed(whole, orMissing: version)])
  }

  /// The registry's type decides where it is said; else either of two members, of which older
  /// reports have one or the other.
  private func isContainer() throws(ImagePayloadFault) -> Bool {
    if let registry = try text("registry.type") { return Self.isContainer(registry) }
    for detail in ["package_type", "ecosystem"] {
      if let type = try text(detail), Self.isContainer(type) { return true }
    }
    return false
  }

  private static func isContainer(_ type: String) -> Bool {
    ["container", "docker"].contains(type.lowercased())
  }

  /// The image without its tag; the registry has all names in lower case.
  private func reference() throws(ImagePayloadFault) -> ImageReference {
    var address = try text("package_version.package_url")?.lowercased() ?? ""
    if let slash = address.lastIndex(of: "/"), let colon = address[slash...].firstIndex(of: ":") {
      address = String(address[..<colon])
    }
    if address.isEmpty { address = try "\(Self.registry)/\(owner())/\(name())".lowercased() }
    return try ImagePayload.reference(kind) { () throws(ImageReferenceFault) in
      try ImageReference(address: address)
    }
  }

  private func owner() throws(ImagePayloadFault) -> String {
    if let owner = try text("namespace") { return owner }
    guard let owner = try text("owner.login") else { throw .missing("\(kind).owner.login") }
    return owner
  }

  private func name() throws(ImagePayloadFault) -> String {
    guard let name = try text("name") else { throw .missing("\(kind).name") }
    return name
  }

  private func text(_ detail: String) throws(ImagePayloadFault) -> String? {
    try members.text("\(kind).\(detail)")
  }
}
