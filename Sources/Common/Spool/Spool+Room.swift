extension Spool {
  /// Refuses when less than `keptFree` bytes are left on the spool's file system.
  package func checkRoom(keptFree: Int) throws(SpoolError) {
    let free: Int
    do {
      free = try files.freeBytes(root)
    } catch {
      throw .unavailable(error)
    }
    guard free >= keptFree else { throw .full(free: free, kept: keptFree) }
  }
}
