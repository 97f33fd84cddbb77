import Testing

@testable import Common
@testable import spool_runner

struct RetryPolicyTests {
  static let rows: [(policy: String, waits: [Int64])] = [
    ("", [1000, 2000, 4000]),
    (#""retries": 0"#, []),
    (#""retries": 1"#, [1000]),
    (
      #""retries": 5, "base": "10s", "factor": 3, "max": "5m""#,
      [10_000, 30_000, 90_000, 270_000, 300_000]
    ),
    (#""retries": 3, "factor": 1"#, [1000, 1000, 1000]),
    (#""retries": 3, "factor": 1.5"#, [1000, 1500, 2250]),
    (#""retries": 2, "base": "10m""#, [300_000, 300_000]),
    (#""retries": 2, "base": "0s""#, [0, 0]),
    (#""retries": 2, "base": "1ms", "max": "0s""#, [0, 0]),
  ]

  static let faults: [(policy: String, complaint: String)] = [
    (#""retries": -1"#, "retries: found -1, expected a number from 0 to 1000"),
    (#""retries": "3""#, #"retries: found "3", expected a number from 0 to 1000"#),
    (#""base": 1"#, "base: found 1 without its unit (ms, s, m, h or d)"),
    (#""max": "1y""#, #"max: found "1y", expected a time such as"#),
    (#""factor": 0.5"#, "factor: found 0.5, expected a number from 1 to 100"),
    (#""factor": "2""#, #"factor: found "2", expected a number from 1 to 100"#),
    (#""factor": 1e400"#, "factor: found 1e400, expected a number from 1 to 100"),
    (#""retrys": 3"#, #"retrys: unknown key; did you mean "retries"?"#),
  ]

  @Test(arguments: rows)
  func everyWaitIsLongerUpToTheLongest(policy: String, waits: [Int64]) throws {
    let policy = try Self.policy(policy)
    for (index, wait) in waits.enumerated() {
      #expect(policy.delay(afterTry: index + 1, jitter: 0) == wait / 2)
      #expect(policy.delay(afterTry: index + 1, jitter: 0.5) == wait * 3 / 4)
      let longest = try #require(policy.delay(afterTry: index + 1, jitter: 0.999_999))
      #expect(longest <= wait && longest >= wait - 1)
    }
    #expect(policy.delay(afterTry: waits.count + 1, jitter: 0) == nil)
  }

  @Test func aThousandTriesDoNotOverflow() throws {
    let policy = try Self.policy(#""retries": 1000, "factor": 100, "max": "36500d""#)
    #expect(policy.delay(afterTry: 1000, jitter: 0) == ConfigTime.longest / 2)
    #expect(policy.delay(afterTry: 1001, jitter: 0) == nil)
  }

  @Test(arguments: faults)
  func aPolicyThatMeansNothingSaysWhy(policy: String, complaint: String) {
    let error = #expect(throws: ConfigFault.self) { try Self.policy(policy) }
    #expect(error?.description.hasPrefix("/r.json: retry." + complaint) == true)
  }

  private static func policy(_ text: String) throws -> RetryPolicy {
    let value = try JSONValue.parse(Array("{\(text)}".utf8))
    return try RetryPolicy(ConfigReader(value, file: "/r.json", path: "retry"))
  }
}
