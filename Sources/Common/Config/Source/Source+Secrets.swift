extension Source {
  /// Reads one of the source's secrets, and makes sure that its scheme can use it.
  ///
  /// The fault names the place and never shows the content.
  package func resolve(
    _ secret: SecretReference, files: Files, environment: (String) -> String?
  ) throws(SecretFault) -> Secret {
    let found = try secret.resolve(files: files, environment: environment)
    guard canUse(found) else { throw SecretFault(secret, .notBase64) }
    if scheme.showsTheSecret, SigningKey.isMarked(found) { throw SecretFault(secret, .signs) }
    return found
  }

  /// The first file among the secrets, which is the one that a command may write.
  package var firstFile: SecretReference? {
    secrets.first { if case .file = $0 { true } else { false } }
  }

  private func canUse(_ secret: Secret) -> Bool {
    switch (scheme, proof) {
    case (.standardWebhooks, _): SigningKey.base64.bytes(of: secret) != nil
    case (.gitlab, _):
      !SigningKey.isMarked(secret) || SigningKey.base64.bytes(of: secret) != nil
    case (_, .hmac(let rule)): rule.key.bytes(of: secret) != nil
    default: true
    }
  }
}
