/// Holds an input where both the reader and the window it fills can reach it.
///
/// A class, because the window calls back into the input while the reader owns both. What it holds
/// is not said to be an input: the runtime would look through every conformance of the program for
/// that one when it makes the first box.
final class JSONInputBox<Input> {
  var input: Input

  init(_ input: Input) {
    self.input = input
  }
}
