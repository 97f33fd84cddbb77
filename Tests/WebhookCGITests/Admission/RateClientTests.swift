import Testing

@testable import webhook_cgi

struct RateClientTests {
  @Test(arguments: [
    ("192.0.2.7", "::ffff:192.0.2.7"), ("2001:db8:1:2::7", "2001:DB8:1:2:ffff::1"),
  ])
  func theseAreOneClient(one: String, other: String) {
    #expect(RateClient(one) == RateClient(other))
  }

  @Test(arguments: [
    ("192.0.2.7", "192.0.2.8"), ("2001:db8:1:2::7", "2001:db8:1:3::7"), ("unix", "unknown"),
    ("unix", "192.0.2.7"),
  ])
  func theseAreTwo(one: String, other: String) {
    #expect(RateClient(one) != RateClient(other))
  }

  @Test func allWhomNobodyKnowsAreOneClient() {
    #expect(RateClient(nil) == RateClient("who?"))
    #expect(RateClient(nil) == RateClient(""))
  }
}
