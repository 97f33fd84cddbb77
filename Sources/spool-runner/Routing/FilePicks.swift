internal import Common

/// Reads values out of a JSON file, in one pass and the memory of one buffer.
enum FilePicks {
  /// How many picks `JSONPicker` takes at once.
  private static let most = 64

  /// The results in the order of the picks; nil when the file is not one JSON object, or repeats a
  /// picked name.
  static func read(_ path: String, _ picks: [JSONPick], _ files: any FileSystem)
    throws(SystemError) -> [JSONPicked]?
  {
    let file = try files.open(path)
    defer { files.close(file) }
    return try read(file, picks, files)
  }

  static func read(_ file: Descriptor, _ picks: [JSONPick], _ files: any FileSystem)
    throws(SystemError) -> [JSONPicked]?
  {
    var results: [JSONPicked] = []
    var rest = picks[...]
    repeat {
      let part = Array(rest.prefix(most))
      rest = rest.dropFirst(most)
      var reader = JSONReader(FileInput(file: file, files: files), bufferSize: 32 * 1024)
      do throws(JSONError) {
        let picking = try JSONPicker(part).pick(from: &reader)
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
