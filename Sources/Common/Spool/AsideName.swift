/// The name of an entry that the runner could not move to `rejected/`: `.ID.aside`, in the folder
/// it was found in.
///
/// A folder of another account can be renamed in its place but not moved: its `..` would change.
package enum AsideName {
  private static let suffix = ".aside"

  package static func text(_ id: EventID) -> String { ".\(id)\(suffix)" }

  package static func isAside(_ name: FileName) -> Bool {
    guard name.isHidden, name.hasSuffix(suffix), let text = name.text else { return false }
    return EventID(text.dropFirst().dropLast(suffix.utf8.count)) != nil
  }
}
