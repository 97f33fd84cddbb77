import Common
import Foundation
import TestSupport
import Testing

/// The simulated kernel answers as the real one does; otherwise the crash tests prove nothing.
@Suite struct SimulatedDiskConformanceTests {
  @Test(arguments: ConformanceScript.files + ConformanceScript.names)
  func bothFileSystemsAnswerAlike(_ script: ConformanceScript) throws {
    try compare(script)
  }

  @Test(.enabled(if: getuid() == 0, "only root gives folders away"))
  func bothFileSystemsInheritGroups() throws {
    try compare(ConformanceScript.groups)
  }

  private func compare(_ script: ConformanceScript) throws {
    let folder = try TemporaryFolder()
    let kernel = try kernelBench(folder).answers(to: script.operations)
    let simulated = try simulatedBench(folder).answers(to: script.operations)
    for (real, simulated) in zip(kernel, simulated) { #expect(simulated == real) }
    #expect(simulated.count == kernel.count)
    withExtendedLifetime(folder) {}
  }

  private func kernelBench(_ folder: TemporaryFolder) -> ConformanceBench {
    ConformanceBench(
      system: KernelFileSystem(), root: folder.path,
      hardLink: { path, target in
        if link(path, target) != 0 { throw SystemError(call: "link", path: target, code: errno) }
      },
      changeGroup: { path, group in
        try FileManager.default.setAttributes(
          [.groupOwnerAccountID: Int(group)], ofItemAtPath: path)
      })
  }

  /// The same user on a disk whose folder has the same path, owner and mode.
  private func simulatedBench(_ folder: TemporaryFolder) throws -> ConformanceBench {
    let disk = SimulatedDisk(ignoring: nil)
    let user = SimulatedUser(id: getuid(), group: getgid())
    let real = try KernelFileSystem().status(folder.path)
    let root = disk.process("root")
    var path = ""
    for name in folder.path.split(separator: "/") {
      path += "/\(name)"
      try root.makeFolder(path, permissions: 0o755)
    }
    try disk.change(
      path, owner: real.owner, group: real.group, permissions: real.permissions)
    return ConformanceBench(
      system: disk.process("script", user: user), root: path,
      hardLink: { try disk.hardLink($0, to: $1) },
      changeGroup: { try disk.change($0, group: $1) })
  }
}
