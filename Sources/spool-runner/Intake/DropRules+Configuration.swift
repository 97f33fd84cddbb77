internal import Common

extension DropRules {
  /// A faulty source takes no drops; its fault is reported elsewhere.
  init(_ configuration: Configuration) {
    let sources = configuration.sources.all().sources
    self.init(
      sources: sources.filter(\.drop).map(\.name.description),
      maxBody: sources.map(\.maxBody).max() ?? Source.defaultMaxBody)
  }
}
