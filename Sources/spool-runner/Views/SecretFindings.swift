internal import Common

/// Whether secrets can be had and are kept from others; none is ever shown.
struct SecretFindings {
  let files: any FileSystem
  let environment: (String) -> String?
  /// The bits of a mode that a secret's file must not have.
  let forbidden: UInt32

  /// What is to be said about the secret of a source or of the routes.
  func finding(on secret: SecretReference, of owner: String) -> Finding? {
    if let reason = whyNotHere(secret) {
      return .note(owner, "secret in \(secret): not checked here: \(reason)")
    }
    do throws(SecretFault) {
      _ = try secret.resolve(files: files, environment: environment)
    } catch {
      return .fault(owner, "\(error)")
    }
    return modeFinding(on: secret)
  }

  /// A secret may be another process's alone; that is no fault, and as it should be for a step.
  private func whyNotHere(_ secret: SecretReference) -> String? {
    switch secret {
    case .credential:
      let folder = environment("CREDENTIALS_DIRECTORY") ?? ""
      return folder.isEmpty ? "systemd hands it to the service alone" : nil
    case .env(let name):
      return environment(name) == nil ? "the variable is not set for this command" : nil
    case .file(let path):
      do throws(SystemError) {
        files.close(try files.open(path))
        return nil
      } catch {
        return error.isDenied ? "this user may not read it; try as root" : nil
      }
    }
  }

  private func modeFinding(on secret: SecretReference) -> Finding? {
    guard case .file(let path) = secret, let status = try? files.status(path),
      status.permissions & forbidden != 0
    else { return nil }
    let mode = SpoolFindings.octal(status.permissions)
    let wanted = SpoolFindings.octal(status.permissions & ~forbidden)
    return .fault(path, "others may use this secret (mode \(mode)): chmod \(wanted)")
  }
}
