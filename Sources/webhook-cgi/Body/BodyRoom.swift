internal import Common

/// How much of the spool's file system bodies may take before their signature is looked at.
///
/// Every client can send a large body, which needs a file until it turns out to be forged. So few
/// of them lie there at once, and none may use what is kept free for the runner.
struct BodyRoom {
  /// How many large bodies without a verdict there may be, of all receivers together.
  static let usualSlots = 8

  /// After so many bytes the free room is looked at again.
  static let step = 1 << 20

  let spool: Spool
  let keptFree: Int

  /// None for what is taken out of a body that has its slot.
  var slots = usualSlots

  func check() throws(Refusal) {
    do throws(SpoolError) {
      try spool.checkRoom(keptFree: keptFree)
    } catch {
      throw .unavailable(error.description, retryAfter: 60)
    }
  }

  /// Takes a slot, which is held until the descriptor is closed; nil where none is needed.
  ///
  /// A slot is the lock on a small file in `state/`, where members of the spool's group cannot go:
  /// it ends with its holder, however that ends.
  func takeSlot() throws(Refusal) -> Descriptor? {
    if slots == 0 { return nil }
    do throws(SystemError) {
      for number in 0..<slots {
        let path = spool.path(.state, "body_\(number)")
        let file = try spool.files.openForUpdating(path, permissions: 0o660)
        if try spool.files.lock(file, waiting: false) { return file }
        spool.files.close(file)
      }
    } catch {
      throw .unavailable(error.description, retryAfter: 30)
    }
    throw .overloaded("\(slots) large bodies are being received already", retryAfter: 5)
  }
}
