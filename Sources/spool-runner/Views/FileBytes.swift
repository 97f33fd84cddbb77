internal import Common

/// An open file as the input of the JSON reader, in pieces: an event may be large.
struct FileBytes: JSONInput {
  private let file: Descriptor
  private let files: any FileSystem
  private var offset = 0
  /// Why reading failed, if it did.
  private(set) var failure: SystemError?

  init(_ file: Descriptor, _ files: any FileSystem) {
    self.file = file
    self.files = files
  }

  mutating func read(into buffer: UnsafeMutableRawBufferPointer) -> Int? {
    do throws(SystemError) {
      let count = try files.read(file, at: offset, into: buffer)
      offset += count
      return count
    } catch {
      failure = error
      return nil
    }
  }
}
