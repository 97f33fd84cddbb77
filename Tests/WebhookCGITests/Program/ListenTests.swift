import Foundation
import TestSupport
import Testing

@testable import webhook_cgi

/// The program as its own server.
struct ListenTests {
  /// A program that listens until the value goes.
  private struct Server {
    let run: ProgramRun
    let port: UInt16

    func exchange(_ bytes: [UInt8]) throws -> Reply {
      let client = try connect()
      client.send(bytes)
      return try Reply(client.readAll())
    }

    /// `run` lives as long as this is used, and the program with it.
    func connect() throws -> Channel { try Channel.connection(port: port) }
  }

  /// Starts it on a free port.
  private func listen(_ bench: ProgramBench, _ arguments: [String], _ variables: [String: String])
    throws -> Server
  {
    let output = try Channel.pipe()
    let run = try ProgramRun(
      arguments, environment: variables, input: try Channel.file("/dev/null", O_RDONLY),
      output: output.writing, error: try Channel.file("/dev/null", O_WRONLY))
    output.writing.close()
    let line = try output.reading.read(through: "\n")
    try #require(line.hasPrefix("listening on http://127.0.0.1:"))
    let port = try #require(line.dropLast().split(separator: ":").last.flatMap { UInt16($0) })
    return Server(run: run, port: port)
  }

  @Test func everyConnectionIsServed() throws {
    let bench = try ProgramBench()
    let server = try listen(bench, ["--listen", "127.0.0.1:0"], bench.environment)
    for number in 1...3 {
      let reply = try server.exchange(Delivery.github(delivery: "d-\(number)").bytes)
      #expect(reply.status == 200)
    }
    #expect(try server.exchange(Delivery.github(secret: "another").bytes).status == 401)
    #expect(bench.events().count == 3)
    let file = URL(filePath: "\(bench.spool)/incoming/\(bench.events()[0])")
    let event = try StoredEvent(Array(Data(contentsOf: file)))
    #expect(event.text("remote") == "127.0.0.1")
  }

  @Test(arguments: [
    ["--config", "@", "--listen", "127.0.0.1:0"], ["--listen=localhost:0", "--config=@"],
  ])
  func theConfigurationIsHandedOn(_ arguments: [String]) throws {
    let bench = try ProgramBench()
    let words = arguments.map { $0.replacing("@", with: bench.config) }
    let server = try listen(bench, words, [:])
    #expect(try server.exchange(Delivery.github().bytes).status == 200)
  }

  /// One slow client keeps nobody else waiting.
  @Test func connectionsAreServedSideBySide() throws {
    let bench = try ProgramBench()
    let server = try listen(bench, ["--listen", "127.0.0.1:0"], bench.environment)
    let delivery = Delivery.github(delivery: "slow")
    let slow = try server.connect()
    slow.send(Array(delivery.head.utf8))
    #expect(try server.exchange(Delivery.github().bytes).status == 200)
    slow.send(delivery.body)
    #expect(try Reply(slow.readAll()).status == 200)
    withExtendedLifetime(server) {}
  }

  @Test func aPortInUseIsTriedLater() throws {
    let bench = try ProgramBench()
    let server = try listen(bench, ["--listen", "127.0.0.1:0"], bench.environment)
    let second = try bench.run(["--listen", "127.0.0.1:\(server.port)"])
    #expect(second.exit == 75)
    #expect(try server.exchange(Delivery.github().bytes).status == 200)
    #expect(second.error.contains("127.0.0.1:\(server.port)"))
  }
}
