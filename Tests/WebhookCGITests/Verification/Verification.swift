import Common
import TestSupport

@testable import webhook_cgi

/// One look at a request: what it has to prove, with which secrets, and when.
struct Verification {
  private let verifier: Verifier

  init(_ proof: Proof, _ secrets: [[UInt8]], at now: Int64 = 0) {
    verifier = Verifier(proof: proof, secrets: secrets.map { Secret($0) }, now: now)
  }

  /// Why the request did not pass; nil when it did.
  func verdict(_ headers: [[String]], _ body: [UInt8]) throws -> Unverified? {
    var list = HeaderList()
    for field in headers {
      list.append(name: Array(field[0].lowercased().utf8).span, value: Array(field[1].utf8).span)
    }
    let spool = Spool(root: "/none", files: SimulatedDisk().process("nobody"))
    var signed = Body(spool: spool, id: EventID(at: Moment(microseconds: 0), random: 0))
    try signed.append(body)
    do throws(VerificationFault) {
      try verifier.verify(list, signed)
      return nil
    } catch {
      guard case .unverified(let why) = error else { throw error }
      return why
    }
  }
}

extension SchemeRules {
  /// The row of a scheme that needs no more than its name, or of a source with these keys too.
  static func sample(_ scheme: Scheme, _ keys: String = "") throws -> SchemeRules {
    SchemeRules(try Source.sample(scheme, keys))
  }
}

extension Source {
  /// A source of a scheme, with these keys besides.
  static func sample(_ scheme: Scheme, _ keys: String = "") throws -> Source {
    let path = scheme == .path ? "/x/{secret}" : "/x"
    let secret = scheme == .none ? "" : #""secret":{"env":"S"},"#
    let text =
      #"{"sources":{"x":{"path":"\#(path)",\#(secret)\#(keys)"scheme":"\#(scheme.rawValue)"}}}"#
    let files = SimulatedDisk(ignoring: nil).process("test")
    try files.put(text, at: "/config.json")
    let configuration = try ConfigurationLoader(files: files, environment: { _ in nil })
      .load("/config.json")
    guard let source = try configuration.sources.source(named: "x") else { throw NoSource() }
    return source
  }

  private struct NoSource: Error {}
}
