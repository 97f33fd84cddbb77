import Common
import Testing
import TestSupport

@testable import spool_runner

struct SendCommandTests {
  private let bench: CommandBench

  init() throws {
    bench = try CommandBench()
    try bench.view.put("file", "{\"event\":\"push\",\"payload\":{\"a\":1e400}}")
    bench.view.disk.syncEverything()
  }

  private func send(
    _ file: String = "/spool/file", as source: String = "manual", files: (any FileSystem)? = nil
  ) -> Common.ExitStatus {
    let request = SendRequest(file: file, source: ViewBench.word(source), event: nil)
    return bench.run(.send(request), files: files)
  }

  @Test
  func aSentEventSurvivesAPowerCutUnderADropsName() throws {
    #expect(send() == .done)
    let after = bench.view.disk.afterPowerCut(.nothingUnsynced).process("after")
    let name = try #require(try after.names(in: "/spool/incoming").first)
    #expect(bench.out.first == "incoming/\(name)\n")
    #expect(EventName(name) == nil)
    #expect(name.hasSuffix(".json") && !name.hasPrefix("."))
    let bytes = try after.contents("/spool/incoming/\(name)", limit: 4096)
    let text = String(decoding: bytes ?? [], as: UTF8.self)
    #expect(text == "{\"source\":\"manual\",\"event\":\"push\",\"payload\":{\"a\":1e400}}\n")
    #expect(try bench.names(.tmp).isEmpty)
  }

  @Test
  func aSpoolWithoutFoldersIsGivenThem() throws {
    for folder in [SpoolFolder.tmp, .incoming] {
      try bench.view.files.removeFolder(bench.view.spool.path(folder))
    }
    #expect(send() == .done)
    #expect(try bench.names(.incoming).count == 1)
  }

  @Test
  func whatWouldBeAnEventOfAnotherSourceIsNotSent() throws {
    #expect(send(as: "lab") == .failed)
    #expect(bench.err.first?.contains("\"lab\" is not configured") == true)
    #expect(try bench.names(.incoming).isEmpty)
  }

  static let sources: [(name: String, refusal: String?)] = [
    ("lab", nil), ("manual", nil), ("github", "source \"github\" does not say \"drop\": true"),
    ("broken", "source \"broken\" is misconfigured"),
    ("gitea", "source \"gitea\" is not configured"),
  ]

  @Test(arguments: sources)
  func onlyASourceThatTakesDropsCanBeMeant(name: String, refusal: String?) throws {
    let secret = "\"secret\":{\"env\":\"S\"}"
    try bench.view.put(
      "config.json",
      """
      {"spool":"/spool","sources":{
        "lab":{"path":"/a","scheme":"github",\(secret),"drop":true},
        "github":{"path":"/b","scheme":"github",\(secret)},
        "broken":{"path":"/c"}}}
      """)
    var context = bench.context()
    context.config = "/spool/config.json"
    let configuration = try context.configuration()
    let text = SendCommand.refusal(of: ViewBench.word(name), in: configuration)
    #expect((text == nil) == (refusal == nil))
    #expect(text?.hasPrefix(refusal ?? "") != false)
  }

  @Test
  func aFailedSendLeavesNothingThatLooksAccepted() throws {
    let before = bench.view.files.calls(.mutating)
    #expect(send() == .done)
    let needed = bench.view.files.calls(.mutating) - before
    for number in 0..<needed - 1 {
      let bench = try CommandBench()
      try bench.view.put("file", "{\"event\":\"push\",\"payload\":{}}")
      let plan = FaultPlan(.call(number, .mutating), .fails(ErrorNumber.noSpace, .goesOn))
      let files = bench.view.disk.process("send", faults: plan)
      let request = SendRequest(file: "/spool/file", source: ViewBench.word("manual"), event: nil)
      #expect(bench.run(.send(request), files: files) == .tryLater)
      #expect(try bench.names(.incoming).isEmpty)
      #expect(try bench.names(.tmp).isEmpty)
    }
  }

  @Test
  func aFileThatIsNoEventIsRefusedWithItsName() throws {
    try bench.view.put("bad", "[1,]")
    #expect(send("/spool/bad") == .failed)
    #expect(bench.err.first?.hasPrefix("spool-runner: /spool/bad: not JSON: line 1") == true)
    #expect(try bench.names(.incoming).isEmpty)
  }

  @Test
  func aLinkIsNotFollowed() throws {
    try bench.view.files.makeLink("/spool/link", text: "/spool/file")
    #expect(send("/spool/link") == .failed)
    #expect(bench.err.first?.contains("is a symbolic link") == true)
  }
}
