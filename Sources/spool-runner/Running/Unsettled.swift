internal import Common

/// An outcome that is known and decided, until its task is where it belongs.
struct Unsettled {
  let ended: Ended
  let settlement: Settlement
  let line: AttemptEnd
  /// The line survives a power cut, and the task file is closed; what is left is to move the task.
  var isWritten = false
  /// A try failed: part of a line may stand in the file, or the task may have moved already.
  var wasTried = false
  /// The line can never be written, for a reason of this file's own.
  var isLost = false
}
