/// The version of both programs; `CHANGELOG.md` says what is in it.
package enum ProductVersion {
  package static let text = "0.1.0"
}
