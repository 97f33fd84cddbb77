internal import Common
internal import Glibc

/// The three pipes of a child: its two outputs, and the one that tells a failed start.
struct ChildPipes {
  let output: ChildPipe
  let error: ChildPipe
  let report: ChildPipe

  init() throws(StartFault) {
    var made: [ChildPipe] = []
    do {
      for _ in 0..<3 { made.append(try ChildPipe()) }
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
