import Testing

@testable import Common

struct AddressRangeTests {
  static let inside: [(range: String, address: String)] = [
    ("192.0.2.7", "192.0.2.7"), ("10.0.0.0/8", "10.255.0.1"), ("0.0.0.0/0", "203.0.113.9"),
    ("192.0.2.128/25", "192.0.2.129"), ("2001:db8::/32", "2001:0DB8:1::2"), ("::1", "0::1"),
    ("10.0.0.0/8", "::ffff:10.1.2.3"), ("::ffff:10.0.0.0/104", "10.9.9.9"),
  ]

  @Test(arguments: inside)
  func anAddressIsFoundHoweverItIsWritten(range: String, address: String) throws {
    #expect(try #require(AddressRange(range)).contains(address))
  }

  static let outside: [(range: String, address: String)] = [
    ("192.0.2.7", "192.0.2.8"), ("10.0.0.0/8", "11.0.0.1"), ("192.0.2.128/25", "192.0.2.127"),
    ("0.0.0.0/0", "::1"), ("::/0", "192.0.2.7"), ("10.0.0.0/8", "unix"), ("10.0.0.0/8", ""),
    ("10.0.0.0/8", "10.0.0.1\0"), ("10.0.0.0/8", "10.0.0.1:80"),
  ]

  @Test(arguments: outside)
  func anotherAddressIsNot(range: String, address: String) throws {
    #expect(try !#require(AddressRange(range)).contains(address))
  }

  @Test(arguments: [
    "", "unix", "10.0.0", "10.0.0.256", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/-1", "10.0.0.0/8/8",
    "::1/129", "::ffff:10.0.0.0/95", "[::1]", "010.0.0.1", "10.0.0.1 ", "::1%lo", "10.0.0.1\0",
    "2001:db8::\0x/32",
  ])
  func whatIsNoRangeIsRefused(_ text: String) {
    #expect(AddressRange(text) == nil)
  }
}
