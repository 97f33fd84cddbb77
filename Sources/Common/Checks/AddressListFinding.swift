/// Whether a file of addresses can be used, and by the receiver too.
struct AddressListFinding {
  let path: String
  let scene: CheckScene
  /// Who has to read it.
  let reader: UInt32

  func finding(_ place: String, _ key: String) -> Finding? {
    if scene.user != reader, scene.isDenied(path) {
      let name = scene.accounts.name(ofUser: reader)
      return .note(
        place, key: key,
        "\(path) is not checked here: \(scene.userName) may not read it; run as \(name) or root")
    }
    do throws(AddressList.Fault) {
      _ = try AddressList(path, files: scene.files)
    } catch {
      return .fault(place, key: key, "\(error.text); until then every request gets 500")
    }
    let access = FileAccess(scene: scene, user: reader)
    return access.obstacle(reading: path, remedy: "chmod o+r \(path)").map {
      .fault(place, key: key, $0)
    }
  }
}
