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

  private func send(_ file: String = "/spool/file", files: (any FileSystem)? = nil)
    -> Common.ExitStatus
  {
    let request = SendRequest(file: file, source: ViewBench.word("lab"), event: nil)
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
    #expect(text == "{\"source\":\"lab\",\"event\":\"push\",\"payload\":{\"a\":1e400}}\n")
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
  func theSourceItWillHaveIsSaid() {
    #expect(send() == .done)
    #expect(bench.out.last?.contains("source \"manual\": \"lab\" is not configured") == true)
  }

  static let sources: [(name: String, remark: String)] = [
    ("lab", "it will be taken as an event of source \"lab\""),
    ("manual", "it will be taken as an event of source \"manual\""),
    (
      "github",
      "it will be taken as an event of source \"manual\": \"github\" does not say \"drop\": true"
    ),
    ("broken", "it will be taken as an event of source \"manual\": \"broken\" is misconfigured"),
    ("gitea", "it will be taken as an event of source \"manual\": \"gitea\" is not configured"),
  ]

  @Test(arguments: sources)
  func onlyASourceThatTakesDropsKeepsItsName(name: String, remark: String) throws {
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
    let text = SendCommand.remark(on: ViewBench.word(name), in: configuration)
    #expect(text.hasPrefix(remark))
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
      let request = SendRequest(file: "/spool/file", source: ViewBench.github, event: nil)
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
