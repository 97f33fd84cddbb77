internal import Common

/// Reads values out of a JSON file, in one pass and the memory of one buffer.
enum FilePicks {
  /// How many picks `JSONPicker` takes at once.
  private static let most = 64

  /// The memory that what is picked of one file may need, in bytes: above what a payload of 25 MB
  /// of real commits needs, and as much as any may take from a small machine.
  private static let mostRoom = 64 << 20

  /// The results in the order of the picks; nil when the file is not one JSON object, repeats a
  /// picked name, or has more to be picked than there is room for.
  static func read(_ path: String, _ picks: [JSONPick], _ files: any FileSystem)
    throws(SystemError) -> [JSONPicked]?
  {
    let file = try files.open(path)
    defer { files.close(file) }
    return try read(file, picks, files)
  }

  static func read(
    _ file: Descriptor, _ picks: [JSONPick], _ files: any FileSystem, room: Int = mostRoom
  ) throws(SystemError) -> [JSONPicked]? {
    let share = room / max(1, (picks.count + most - 1) / most)
    var results: [JSONPicked] = []
    var rest = picks[...]
    repeat {
      let part = Array(rest.prefix(most))
      rest = rest.dropFirst(most)
      var reader = JSONReader(FileInput(file: file, files: files), bufferSize: 32 * 1024)
      do throws(JSONError) {
        let picking = try JSONPicker(part).pick(from: &reader, room: share)
        guard picking.top == .object else { return nil }
        results += picking.results
      } catch {
        if let failure = reader.input.failure { throw failure }
        return nil
      }
    } while !rest.isEmpty
    return results
  }
}

/// An open file as the JSON reader takes it.
struct FileInput: JSONInput {
  let file: Descriptor
  let files: any FileSystem
  private var offset = 0
  private(set) var failure: SystemError?

  init(file: Descriptor, files: any FileSystem) {
    self.file = file
    self.files = files
  }

  mutating func read(into buffer: UnsafeMutableRawBufferPointer) -> Int? {
    do throws(SystemError) {
      let count = try files.read(file, at: offset, into: buffer)
      offset += count
      return count
    } catch {
      failure = error
      return nil
    }
  }
}
