/// A file that is read whole, because a person wrote it and it is small.
package enum SmallFile {
  /// Why a small file was not read.
  package enum Fault: Error, Equatable {
    case failed(SystemError)
    case notRegular
    case tooLarge(limit: Int)
  }

  /// Returns the bytes of a regular file, or of the one a symbolic link leads to.
  ///
  /// The size is asked for first: room for the largest allowed file would cost every request a
  /// few hundred page faults.
  package static func read(
    _ path: String, limit: Int, files: Files
  ) throws(Fault) -> [UInt8] {
    let status: FileStatus
    do throws(SystemError) {
      let file = try files.openFollowing(path)
      defer { files.close(file) }
      status = try files.status(file)
      if status.kind == .regular, status.size <= limit {
        return try files.read(file, limit: status.size)
      }
    } catch {
      throw .failed(error)
    }
    throw status.kind == .regular ? .tooLarge(limit: limit) : .notRegular
  }
}

extension SmallFile.Fault: CustomStringConvertible {
  /// The reason; it goes behind the file's path.
  package var description: String {
    switch self {
    case .failed(let error): "cannot be read: \(ErrorNumber.text(error.code))"
    case .notRegular: "is not a regular file"
    case .tooLarge(let limit): "is larger than \(limit) bytes"
    }
  }
}
