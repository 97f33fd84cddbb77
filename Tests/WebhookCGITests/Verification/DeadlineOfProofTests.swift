import Common
import TestSupport
import Testing

@testable import webhook_cgi

/// Looking for the secret that made a signature ends with the request's deadline.
struct DeadlineOfProofTests {
  static let large = String(repeating: " ", count: 300_000)

  private func bench() throws -> ReceiverBench {
    let secrets = (0..<50).map { #"{"env":"S\#($0)"}"# }.joined(separator: ",")
    var bench = try ReceiverBench(secret: "[\(secrets)]")
    for number in 0..<50 { bench.environment["S\(number)"] = "secret \(number)" }
    return bench
  }

  @Test(arguments: [0, 1, 7, 100])
  func pastTheDeadlineThereIsNoVerdict(_ looks: Int) throws {
    let bench = try bench()
    let stream = ScriptedStream(Delivery.github(Self.large, secret: "forged").bytes)
    stream.looksInTime = looks
    try bench.serve(stream, bench.files)
    let reply = try Reply(stream.written)
    #expect(reply.status == 503)
    #expect(reply.field("Retry-After") == "30")
    let looked = try #require(stream.looksInTime)
    #expect(looked == 0)
  }

  @Test func aForgedBodyIsNotHashedForEverySecretThen() throws {
    let bench = try bench()
    let stream = ScriptedStream(Delivery.github(Self.large, secret: "forged").bytes)
    stream.looksInTime = 0
    let process = bench.disk.process("receiver")
    try bench.serve(stream, process)
    let inTime = ScriptedStream(Delivery.github(Self.large, secret: "forged").bytes)
    let patient = bench.disk.process("patient")
    try bench.serve(inTime, patient)
    #expect(try Reply(inTime.written).status == 401)
    #expect(process.calls(.every) + 200 < patient.calls(.every))
  }

  @Test func aSmallForgedBodyIsNoVerdictEither() throws {
    let bench = try bench()
    let stream = ScriptedStream(Delivery.github(secret: "forged").bytes)
    stream.looksInTime = 0
    try bench.serve(stream, bench.files)
    #expect(try Reply(stream.written).status == 503)
  }

  @Test func whatIsGenuineIsStoredAllTheSame() throws {
    let bench = try bench()
    let stream = ScriptedStream(Delivery.github(secret: "secret 49").bytes)
    stream.looksInTime = 0
    try bench.serve(stream, bench.files)
    #expect(try Reply(stream.written).status == 200)
  }
}
