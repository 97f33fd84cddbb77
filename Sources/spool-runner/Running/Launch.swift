internal import Common

/// All that is needed to start one attempt.
struct Launch {
  let program: ChildProgram
  let task: TaskID
  let attempt: Int
  /// The event file; the child's standard input.
  let input: Descriptor
  /// The task file, open at its end.
  let log: Descriptor
  let startLine: (ProcessIdentity) -> [UInt8]
  let outputLimit: Int
  /// What must not be seen in the output.
  let secrets: [Secret]
}
