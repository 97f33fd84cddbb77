import Common

/// One call of a simulated process, for counting, faults and messages.
struct DiskCall: CustomStringConvertible {
  let name: String
  let path: String
  let target: String?
  let isMutating: Bool
  let point: SyncPoint?

  static func looking(_ name: String, _ path: String) -> DiskCall {
    DiskCall(name: name, path: path, target: nil, isMutating: false, point: nil)
  }

  static func changing(_ name: String, _ path: String, to target: String? = nil) -> DiskCall {
    DiskCall(name: name, path: path, target: target, isMutating: true, point: nil)
  }

  static func syncing(_ path: String, _ point: SyncPoint) -> DiskCall {
    DiskCall(name: "sync", path: path, target: nil, isMutating: true, point: point)
  }

  var description: String {
    var text = "\(name) \(path)"
    if let target { text += " to \(target)" }
    if let point { text += " (\(point.rawValue))" }
    return text
  }

  func failure(_ code: Int32) -> SystemError {
    SystemError(call: name, path: path, code: code)
  }
}
