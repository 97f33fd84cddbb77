/// One step of a conformance script; `file` names a descriptor of the script.
enum DiskOperation: Sendable {
  case open(String, file: String)
  case create(String, UInt32, file: String)
  case append(String, UInt32, file: String)
  case update(String, UInt32, file: String)
  case close(file: String)
  case read(file: String, offset: Int, limit: Int)
  case write(String, file: String)
  case writeAt(Int, String, file: String)
  case sync(file: String)
  case syncFolder(String)
  case rename(String, String)
  case remove(String)
  case removeFolder(String)
  case makeFolder(String, UInt32)
  case makeLink(String, String)
  case linkText(String)
  case status(String)
  case fileStatus(file: String)
  case list(String)
  case lock(file: String)
  case room(String)
  case give(file: String, user: UInt32, group: UInt32)
  /// Test only: the seam has no such verb.
  case hardLink(String, String)
  /// Test only, and only as root: gives a folder away.
  case changeGroup(String, UInt32)
}
