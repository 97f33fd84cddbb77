/// How far a refusal may fill its day's file, by who can cause such a refusal.
///
/// The bounds are of one file and grow with what the line is worth: whoever fills the file with
/// cheap lines leaves room for the dearer ones. A line has some 250 bytes.
package enum RefusalBound: Int, CaseIterable, Sendable {
  /// An unknown path: every scanner of the network asks for some.
  case strangers = 0x10_0000

  /// What a client did wrong at a source: a sender with a fault, or somebody who knows the path.
  case clients = 0x40_0000

  /// What is our fault: an operator has to see it, whatever else came that day.
  case ours = 0x50_0000

  package var bytes: Int { rawValue }

  /// What is not noted any more that day once the file has grown to this bound.
  package var closedText: String {
    switch self {
    case .strangers: "no more unknown paths are noted today"
    case .clients: "no more refusals but our own faults are noted today"
    case .ours: "no more refusals are noted today"
    }
  }

  /// The bound that a file meets by growing, nil for none.
  static func met(from size: Int, to end: Int) -> RefusalBound? {
    allCases.last { size < $0.bytes && end >= $0.bytes }
  }
}
