import Foundation
import Testing

@testable import spool_runner

struct UserDatabaseTests {
  let users = UserDatabase()

  @Test func rootIsKnown() {
    #expect(users.user(named: "root") == 0)
    #expect(users.group(named: "root") == 0)
    #expect(users.name(of: 0) == "root")
    #expect(users.isMember(0, of: 0))
  }

  @Test func aStrangerIsNone() {
    #expect(users.user(named: "no-such-user") == nil)
    #expect(users.group(named: "no-such-group") == nil)
    #expect(users.name(of: 4_000_000_001) == "4000000001")
    #expect(!users.isMember(4_000_000_001, of: 0))
    #expect(!users.isMember(0, of: 4_000_000_001))
  }

  @Test func theProcessActsAsItsUser() {
    #expect(users.currentUser == geteuid())
  }

  /// Whatever groups this machine has: a member that is listed is one, and nobody else.
  @Test func theListOfAGroupIsRead() throws {
    for line in try String(contentsOfFile: "/etc/group", encoding: .utf8).split(separator: "\n") {
      let fields = line.split(separator: ":", omittingEmptySubsequences: false)
      guard fields.count == 4, let group = UInt32(fields[2]) else { continue }
      #expect(users.group(named: String(fields[0])) == group)
      for member in fields[3].split(separator: ",") {
        guard let user = users.user(named: String(member)) else { continue }
        #expect(users.isMember(user, of: group))
      }
      if fields[3].isEmpty, group != 0 { #expect(!users.isMember(0, of: group)) }
    }
  }
}
