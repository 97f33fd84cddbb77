/// What the simulated kernel keeps of a process.
struct ProcessState {
  struct OpenFile {
    let node: Int
    let isReadable: Bool
    let isWritable: Bool
    /// Where the next write goes; nil: to the end, wherever that is.
    var position: Int?
  }

  let user: SimulatedUser
  let plan: FaultPlan?
  var isDead = false
  var files: [Int32: OpenFile] = [:]
  var calls = 0
  /// How often a folder was listed.
  var listings = 0
  /// The mutating calls so far, each in words.
  var trace: [String] = []

  /// The lowest number that is free, as the kernel gives it; 0 to 2 are the standard streams.
  var freeDescriptor: Int32 {
    var number: Int32 = 3
    while files[number] != nil { number += 1 }
    return number
  }

  /// Counts a call; the effect if the plan strikes it.
  mutating func count(_ call: DiskCall) -> FaultPlan.Effect? {
    let isStruck = plan?.strikes(call, number: calls, mutatingNumber: trace.count) ?? false
    calls += 1
    if call.name == "list" { listings += 1 }
    if call.isMutating { trace.append(call.description) }
    return isStruck ? plan?.effect : nil
  }
}
