internal import Common

/// The two things about a task's name that decide when it may run, read without the rest.
struct TaskSuffix: Equatable {
  /// Milliseconds since 1970.
  let due: Int64
  let hasKey: Bool

  /// Nil when the name has no suffix of four fields.
  init?(_ name: UnsafeRawBufferPointer) {
    var commas: [Int] = []
    commas.reserveCapacity(4)
    for index in stride(from: name.count - 1, through: 0, by: -1)
    where name[index] == UInt8(ascii: ",") {
      commas.append(index)
      if commas.count == 4 { break }
    }
    guard commas.count == 4,
      let due = Decimal.parse(name[(commas[2] + 1)..<commas[1]])
    else { return nil }
    self.due = due
    hasKey = commas[0] - commas[1] != 2 || name[commas[1] + 1] != UInt8(ascii: "-")
  }
}
