internal import Common

extension ChildProgram {
  /// A call as a child takes it.
  ///
  /// Without `cwd` it runs in `/`, where nothing is in its way.
  init(_ call: ProgramCall) {
    self.init(
      call.arguments,
      environment: call.environment.sorted { $0.key < $1.key }.map { name, value in
        (name: name, value: String(decoding: value.bytes, as: UTF8.self))
      }, directory: call.folder ?? "/")
  }
}
