/// A file in `tmp/` that is being written, under a lock that shows that its writer lives.
package struct EventDraft: Sendable {
  package let id: EventID
  let path: String
  let file: Descriptor
  let files: Files

  /// Adds bytes at the end.
  package func append(_ bytes: [UInt8]) throws(SystemError) {
    try files.write(bytes, to: file)
  }

  package func append(_ bytes: UnsafeRawBufferPointer) throws(SystemError) {
    try files.write(bytes, to: file)
  }

  /// Reads back what was written, for a body too large to be held.
  package func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer)
    throws(SystemError) -> Int
  {
    try files.read(file, at: offset, into: buffer)
  }

  /// Gives the event up: nothing of it stays.
  package func discard() {
    // Left behind, it has no end mark and is removed a minute later.
    try? files.remove(path)
    files.close(file)
  }
}
