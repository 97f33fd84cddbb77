import Testing

@testable import Common

struct AddressRangeTests {
  @Test(arguments: [
    ("192.0.2.7", "192.0.2.7", true), ("192.0.2.7", "192.0.2.8", false),
    ("10.0.0.0/8", "10.255.0.1", true), ("10.0.0.0/8", "11.0.0.0", false),
    ("10.9.9.9/8", "10.0.0.1", true), ("192.0.2.128/25", "192.0.2.127", false),
    ("0.0.0.0/0", "203.0.113.1", true), ("0.0.0.0/0", "::1", false),
    ("2001:db8::/33", "2001:db8:7fff::1", true), ("2001:db8::/33", "2001:db8:8000::1", false),
    // An address alone is that address, of either family.
    ("2001:db8::1", "2001:DB8:0::1", true), ("2001:db8::1", "2001:db8::2", false),
    ("::ffff:10.0.0.0/104", "10.1.2.3", true), ("10.0.0.0/8", "::ffff:10.1.2.3", true),
  ])
  func aRangeHoldsTheAddressesThatBeginLikeIt(range: String, address: String, isIn: Bool) throws {
    let range = try #require(AddressRange(range))
    #expect(range.contains(try #require(NetworkAddress(address))) == isIn)
  }

  @Test(arguments: [
    "", "/", "/8", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0/8", "10.0.0.256",
    "2001:db8::/129", "::ffff:10.0.0.0/90", "hooks.example.org", "10.0.0.0/8/8", " 10.0.0.1",
    "10.0.0.1 ", "10.0.0.1\0", "fe80::1%eth0", "010.0.0.1",
  ])
  func whatIsNoAddressIsNoRange(text: String) {
    #expect(AddressRange(text) == nil)
    #expect(NetworkAddress(text) == nil)
  }
}
