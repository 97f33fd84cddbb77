/// Where a path leads: a folder, a name in it, and the node of that name if there is one.
struct DiskPlace {
  let folder: Int
  let name: [UInt8]
  let node: Int?

  func existing() throws(DiskFailure) -> Int {
    guard let node else { throw .missing }
    return node
  }
}
