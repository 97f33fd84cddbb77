/// Holds an input where both the reader and the window it fills can reach it.
///
/// A class, because the window calls back into the input while the reader owns both.
final class JSONInputBox<Input: JSONInput> {
  private(set) var input: Input

  init(_ input: Input) {
    self.input = input
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) -> Int? {
    input.read(into: buffer)
  }
}
