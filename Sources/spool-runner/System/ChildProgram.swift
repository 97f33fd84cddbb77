/// What is to be executed.
struct ChildProgram: Equatable {
  /// The absolute path of the program, then its arguments; never empty.
  let arguments: [String]
  /// The whole environment: nothing is inherited.
  let environment: [(name: String, value: String)]
  /// Where it starts; nil for the runner's own folder.
  let directory: String?

  init(
    _ arguments: [String], environment: [(name: String, value: String)] = [],
    directory: String? = nil
  ) {
    precondition(arguments.first?.utf8.first == UInt8(ascii: "/"), "the program has no path")
    self.arguments = arguments
    self.environment = environment
    self.directory = directory
  }

  var path: String { arguments[0] }

  static func == (left: ChildProgram, right: ChildProgram) -> Bool {
    left.arguments == right.arguments && left.directory == right.directory
      && left.environment.elementsEqual(right.environment, by: ==)
  }
}
