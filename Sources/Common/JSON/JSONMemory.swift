/// Memory of its own: a plain allocation, of which only the pages that a document fills are touched.
///
/// A class, because Embedded Swift does not end a noncopyable value that a generic of another module
/// holds.
final class JSONMemory {
  let bytes: UnsafeMutableRawBufferPointer

  init(size: Int) {
    bytes = .allocate(byteCount: size, alignment: 16)
  }

  deinit {
    bytes.deallocate()
  }
}
