/// A container image that a registry says was pushed.
package struct PushedImage: Equatable, Sendable {
  /// A host, perhaps with a port: `docker.io`, `registry.example:5000`.
  package var registry: String

  /// The repository inside the registry: `library/nginx`.
  package var name: String
  package var tag: String?

  /// Of the manifest: `sha256:` and 64 digits.
  package var digest: String?

  package init(registry: String, name: String, tag: String?, digest: String?) {
    self.registry = registry
    self.name = name
    self.tag = tag
    self.digest = digest
  }

  /// Writes the object that stands for it in an event file; what is not known is null.
  func write(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.member("registry", registry)
    writer.member("name", name)
    writer.member("tag", tag)
    writer.member("digest", digest)
    writer.endObject()
  }

  /// Reads the object that stands for it in an event file; nil when it is none.
  package init?(_ value: JSONValue) {
    guard let registry = value["registry"]?.asString, let name = value["name"]?.asString else {
      return nil
    }
    self.init(
      registry: registry, name: name, tag: value["tag"]?.asString,
      digest: value["digest"]?.asString)
  }
}

extension PushedImage: CustomStringConvertible {
  /// As `docker pull` takes it.
  package var description: String {
    "\(registry)/\(name)" + (tag.map { ":\($0)" } ?? "") + (digest.map { "@\($0)" } ?? "")
  }
}
