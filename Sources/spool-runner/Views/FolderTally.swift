internal import Common

/// What the names in one folder say, counted without making a text of each: there may be a million.
struct FolderTally: Equatable {
  private(set) var count = 0
  /// The smallest event id that a name begins with.
  private(set) var oldest: EventID?
  /// The smallest due time in a task's name, milliseconds since 1970.
  private(set) var nextDue: Int64?

  private var smallest: [UInt8]?
  private static let lengthOfID = 39

  /// Counts the names that are wanted.
  init(
    _ folder: String, _ files: any FileSystem, where isWanted: (UnsafeRawBufferPointer) -> Bool
  ) throws(SystemError) {
    var tally = Self()
    try files.listIfPresent(folder) { if isWanted($0) { tally.add($0) } }
    tally.oldest = tally.smallest.flatMap { EventID(String(decoding: $0, as: UTF8.self)) }
    tally.smallest = nil
    self = tally
  }

  private init() {}

  private mutating func add(_ name: UnsafeRawBufferPointer) {
    count += 1
    noteAge(name)
    if let due = Self.due(name), due < nextDue ?? .max { nextDue = due }
  }

  private mutating func noteAge(_ name: UnsafeRawBufferPointer) {
    let id = name.prefix(Self.lengthOfID)
    // A name that is no event's begins with a letter more often than with a digit.
    guard id.count == Self.lengthOfID, let first = id.first, first <= 0x39 else { return }
    if let smallest, !id.lexicographicallyPrecedes(smallest) { return }
    guard EventID(String(decoding: id, as: UTF8.self)) != nil else { return }
    smallest = Array(id)
  }

  /// The third part of `TASK,ATTEMPTS,DUE,KEY,NEWEST`.
  private static func due(_ name: UnsafeRawBufferPointer) -> Int64? {
    let comma = UInt8(ascii: ",")
    guard let first = name.firstIndex(of: comma),
      let second = name[(first + 1)...].firstIndex(of: comma),
      let third = name[(second + 1)...].firstIndex(of: comma)
    else { return nil }
    return Decimal.parse(name[(second + 1)..<third])
  }
}
