internal import Common

/// Lets in who may send to a source, before anything of the body is read.
struct Doorkeeper {
  let source: Source
  let files: Files

  func check(_ request: Request) throws(Refusal) {
    if let addresses = source.admission.addresses {
      guard try isAllowed(request.remote, addresses) else {
        throw .forbidden("addresses: this client is not listed")
      }
    }
    if let prefixes = source.admission.userAgents {
      let agent = request.headers.first("user-agent")
      guard let agent, prefixes.contains(where: { agent.starts(with: $0.utf8) }) else {
        throw .forbidden("user_agents: this client's is not listed")
      }
    }
  }

  /// Every list is read, whoever asks: a broken one is found by the first request.
  private func isAllowed(
    _ remote: String?, _ addresses: [AllowedAddress]
  ) throws(Refusal) -> Bool {
    let address = remote.flatMap { NetworkAddress($0) }
    var isAllowed = false
    for allowed in addresses {
      switch allowed {
      case .unix: if remote == "unix" { isAllowed = true }
      case .range(let range): if let address, range.contains(address) { isAllowed = true }
      case .file(let path):
        let list = try list(path)
        if let address, list.contains(address) { isAllowed = true }
      }
    }
    return isAllowed
  }

  private func list(_ path: String) throws(Refusal) -> AddressList {
    do throws(AddressList.Fault) {
      return try AddressList(path, files: files)
    } catch {
      throw .misconfigured("source \(source.name): addresses: \(error.text)")
    }
  }
}
