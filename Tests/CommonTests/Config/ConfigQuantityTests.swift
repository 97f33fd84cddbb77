import Testing

@testable import Common

struct ConfigQuantityTests {
  static let sizes: [(text: String, bytes: Int?)] = [
    ("0", 0), ("512", 512), ("512B", 512), ("1k", 1024), ("1K", 1024), ("1kB", 1024),
    ("1KB", 1024), ("256k", 262_144), ("25MB", 26_214_400), ("25m", 26_214_400),
    ("2G", 2_147_483_648), ("2GB", 2_147_483_648), ("8589934591G", 9_223_372_035_781_033_984),
    ("8589934592G", nil), ("9223372036854775808", nil), ("", nil), ("k", nil), ("1.5M", nil),
    ("-1", nil), ("+1", nil), ("1 k", nil), ("1kb", nil), ("1T", nil), ("0x10", nil), ("1MBB", nil),
  ]

  static let times: [(text: String, milliseconds: Int64?)] = [
    ("0s", 0), ("250ms", 250), ("3s", 3000), ("10m", 600_000), ("1h", 3_600_000),
    ("7d", 604_800_000), ("36500d", ConfigTime.longest), ("36501d", nil),
    ("9223372036854775807d", nil), ("3", nil), ("", nil), ("s", nil), ("1.5s", nil), ("-1s", nil),
    ("1 s", nil), ("1S", nil), ("1M", nil), ("1w", nil), ("1h30m", nil),
  ]

  @Test(arguments: sizes)
  func aSizeIsANumberAndAPowerOf1024(text: String, bytes: Int?) {
    #expect(ConfigSize.bytes(text) == bytes)
  }

  @Test(arguments: times)
  func aTimeIsANumberAndItsUnit(text: String, milliseconds: Int64?) {
    #expect(ConfigTime.milliseconds(text) == milliseconds)
  }
}
