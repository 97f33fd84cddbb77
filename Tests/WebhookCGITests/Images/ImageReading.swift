import Common
import TestSupport

@testable import webhook_cgi

/// Reads pushed images out of a payload, as the receiver does.
enum ImageReading {
  static func read(_ payload: [UInt8]) throws -> ImagePush {
    let files = SimulatedDisk().process("test")
    for folder in ["/spool", "/spool/tmp"] { try files.makeFolder(folder, permissions: 0o755) }
    let id = EventID(at: SimulatedClock().now(), random: 7)
    var body = Body(spool: Spool(root: "/spool", files: files), id: id)
    try body.append(payload)
    return try ImagePayload.read(body)
  }

  static func read(_ payload: String) throws -> ImagePush {
    try read(Array(payload.utf8))
  }

  static func sample(_ name: String) throws -> ImagePush {
    try read(Array(try VectorLines.file("payloads/\(name)")))
  }
}
