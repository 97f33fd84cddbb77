internal import Common
internal import Glibc

/// The three pipes of a child: its two outputs, and the one that tells a failed start.
struct ChildPipes {
  let output: Pipe
  let error: Pipe
  let report: Pipe

  init() throws(StartFault) {
    var made: [Pipe] = []
    do {
      for _ in 0..<3 { made.append(try Pipe()) }
    } catch {
      for pipe in made { pipe.close() }
      throw .system(error)
    }
    (output, error, report) = (made[0], made[1], made[2])
  }

  func close() {
    for pipe in [output, error, report] { pipe.close() }
  }

  func closeWriters() {
    for pipe in [output, error, report] { _ = Glibc.close(pipe.writer.number) }
  }
}
