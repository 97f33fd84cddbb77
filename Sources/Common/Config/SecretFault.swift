/// Why a secret cannot be had; it says where the secret should be and never what it is.
package struct SecretFault: Error, Equatable {
  package enum Reason: Equatable, Sendable {
    /// The file or credential is not there.
    case missing

    /// The environment variable is not set.
    case notSet

    /// systemd handed no credentials to this process.
    case noCredentials

    /// The file is there and cannot be read.
    case unreadable(String)

    /// Nothing is left without the newline at the end.
    case empty

    /// It cannot be a key of its source's scheme.
    case notBase64

    /// It is for signing, and its scheme would have it shown in every request.
    case signs

    /// It is larger than `SecretReference.limit`.
    case tooLarge
  }

  package let reference: SecretReference
  package let reason: Reason

  package init(_ reference: SecretReference, _ reason: Reason) {
    self.reference = reference
    self.reason = reason
  }
}

extension SecretFault: CustomStringConvertible {
  package var description: String {
    TerminalText.escaped("secret in \(reference): \(reason)")
  }
}

extension SecretFault.Reason: CustomStringConvertible {
  package var description: String {
    switch self {
    case .missing: "there is no such file"
    case .notSet: "it is not set"
    case .noCredentials: "systemd passed no credentials (CREDENTIALS_DIRECTORY is not set)"
    case .unreadable(let reason): reason
    case .empty: "it is empty"
    case .notBase64: "it is not base 64, as its scheme needs"
    case .signs: "it begins with whsec_: a secret for signing never passes as a token"
    case .tooLarge: "it is larger than \(SecretReference.limit) bytes"
    }
  }
}
