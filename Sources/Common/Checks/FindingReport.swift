/// What a check says in the end, line by line.
package struct FindingReport {
  private let findings: [Finding]

  package init(_ findings: [Finding]) {
    self.findings = findings
  }

  /// Notes alone are no failure.
  package var status: ExitStatus { isFaulty ? .configuration : .done }

  /// The lines, each with its end.
  ///
  /// A person is told too when nothing is wrong; a script is told by the exit status.
  package func text(asJSON: Bool) -> String {
    if asJSON { return findings.map(Self.json).joined() }
    let lines = findings.map { "\($0.text)\n" }.joined()
    return isFaulty ? lines : "\(lines)\(findings.isEmpty ? "good" : "no fault was found")\n"
  }

  private var isFaulty: Bool { findings.contains { $0.weight == .fault } }

  private static func json(_ finding: Finding) -> String {
    var writer = JSONWriter()
    finding.write(to: &writer)
    return String(decoding: writer.bytes, as: UTF8.self) + "\n"
  }
}
