import Foundation
import Testing

@testable import Common

/// One published code of RFC 2202 or RFC 4231.
struct HMACVector: CustomTestStringConvertible {
  let testDescription: String
  let algorithm: HashAlgorithm
  let key: [UInt8]
  let message: [UInt8]
  let code: [UInt8]

  static func all() throws -> [HMACVector] {
    try HashAlgorithm.allCases.flatMap { algorithm in
      try VectorFile.lines("hmac-\(algorithm.rawValue)").map { line in
        HMACVector(
          testDescription: line.name,
          algorithm: algorithm,
          key: try bytes(line.input["key_hex"]),
          message: try bytes(line.input["msg_hex"]),
          code: try bytes(line.input["tag_hex"]))
      }
    }
  }

  private static func bytes(_ text: Any?) throws -> [UInt8] {
    let text = try #require(text as? String)
    return try #require(Hexadecimal.decode(Array(text.utf8)))
  }
}
