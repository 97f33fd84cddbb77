internal import Glibc

/// What the child tells its parent when it cannot become its program: the step, and `errno`.
///
/// Sent through a pipe that the successful exec closes, so silence means success.
struct StartReport: BitwiseCopyable {
  enum Step: Int32 {
    case session
    case startLine
    case descriptors
    case directory
    case program
  }

  private let rawStep: Int32
  let code: Int32

  var step: Step? { Step(rawValue: rawStep) }

  init(_ step: Step, code: Int32) {
    rawStep = step.rawValue
    self.code = code
  }

  /// Reads what is there; nil when the child sent nothing (yet).
  init?(from number: Int32) {
    var report = StartReport(.session, code: 0)
    let size = MemoryLayout<StartReport>.size
    let count = withUnsafeMutableBytes(of: &report) { read(number, $0.baseAddress, size) }
    guard count == size else { return nil }
    self = report
  }

  func send(to number: Int32) {
    _ = withUnsafeBytes(of: self) { write(number, $0.baseAddress, $0.count) }
  }
}
