internal import Common

/// A body as the JSON reader takes it.
struct BodyInput: JSONInput {
  private let body: Body
  private var offset = 0
  /// Why the last read failed.
  private(set) var failure: SystemError?

  init(_ body: Body) {
    self.body = body
  }

  mutating func read(into buffer: UnsafeMutableRawBufferPointer) -> Int? {
    do throws(SystemError) {
      let count = try body.read(at: offset, into: buffer)
      offset += count
      return count
    } catch {
      failure = error
      return nil
    }
  }
}
