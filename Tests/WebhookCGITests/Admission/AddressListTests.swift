import TestSupport
import Testing

@testable import Common
@testable import webhook_cgi

struct AddressListTests {
  private let files = SimulatedDisk(ignoring: nil).process("test")

  private func list(_ text: String) throws -> AddressList {
    try files.removeIfPresent("/list")
    try files.put(text, at: "/list")
    return try AddressList("/list", files: files)
  }

  private func contains(_ list: AddressList, _ address: String) throws -> Bool {
    list.contains(try #require(NetworkAddress(address)))
  }

  @Test(arguments: ["\n", "\r\n"])
  func aListHasOneAddressOrNetworkALine(end: String) throws {
    let lines = [
      "# GitHub's", "", "192.30.252.0/22", "  140.82.112.0/20\t# new", "2606:50c0::/32",
      "198.51.100.7", "2001:db8::7",
    ]
    let list = try list(lines.joined(separator: end))
    for address in [
      "192.30.255.1", "140.82.112.1", "2606:50c0:1::", "198.51.100.7", "2001:db8::7",
    ] {
      #expect(try contains(list, address), "\(address)")
    }
    for address in ["192.30.251.255", "198.51.100.8", "2001:db8::8", "2606:50c1::"] {
      #expect(try !contains(list, address), "\(address)")
    }
  }

  @Test(arguments: [
    ("", "/list has no address in it"),
    ("# nothing\n\n", "/list has no address in it"),
    ("10.0.0.0/8\n10.0.0.0/33\n", "/list, line 2 is no address; expected one"),
    ("10.0.0.1 10.0.0.2\n", "/list, line 1 is no address; expected one"),
    ("10.0.0.0/8\n\n<html>\n", "/list, line 3 is no address; expected one"),
    ("10.0.0.1\0\n", "/list, line 1 is no address; expected one"),
    (String(repeating: "x", count: 99), "/list, line 1 is no address; expected one"),
  ])
  func oneWrongLineMakesTheWholeListWrong(text: String, fault: String) throws {
    let found = #expect(throws: AddressList.Fault.self) { try list(text) }
    #expect(found?.text.hasPrefix(fault) == true, "\(String(describing: found))")
  }

  private static let sixty = String(repeating: "x", count: 60)

  @Test func aListThatCannotBeReadSaysWhy() throws {
    let missing = #expect(throws: AddressList.Fault.self) {
      try AddressList("/gone", files: files)
    }
    #expect(missing?.text == "/gone cannot be read: No such file or directory")
    try files.makeFolder("/folder", permissions: 0o755)
    let folder = #expect(throws: AddressList.Fault.self) {
      try AddressList("/folder", files: files)
    }
    #expect(folder?.text == "/folder is not a regular file")
  }

  @Test func aListHasAtMostAMebibyte() throws {
    let comment = "#" + String(repeating: "x", count: AddressList.limit - 10) + "\n"
    let whole = comment + "10.0.0.1"
    #expect(whole.utf8.count == AddressList.limit)
    #expect(try contains(list(whole), "10.0.0.1"))
    let fault = #expect(throws: AddressList.Fault.self) { try list(whole + "\n") }
    #expect(fault?.text == "/list is larger than 1048576 bytes")
  }
}
