internal import Common

extension Gate {
  /// The payload of a request whose signature holds, of a client that keeps to its rate.
  func admittedPayload(
    _ request: Request, of source: Source, _ rules: SchemeRules, _ verifier: Verifier,
    _ body: Body, _ isForm: Bool
  ) throws(Refusal) -> Body {
    let rate = RateKeeper(spool: spool, clock: clock)
    let payload: Body
    do throws(Refusal) {
      payload = try genuinePayload(request, rules, verifier, body, isForm: isForm)
    } catch {
      switch error {
      case .unverified: try rate.count(request, of: source, .refused)
      // The sender's own fault, in a form it signed.
      case .malformed, .unreadable: try rate.count(request, of: source, .verified)
      default: break
      }
      throw error
    }
    try rate.count(request, of: source, .verified)
    return payload
  }

  /// The payload of a request whose signature holds.
  private func genuinePayload(
    _ request: Request, _ rules: SchemeRules, _ verifier: Verifier, _ body: Body, isForm: Bool
  ) throws(Refusal) -> Body {
    let form = FormPayload(spool: spool, id: id, room: room)
    guard isForm, rules.form == .signedPayload else {
      var verifier = verifier
      verifier.isForm = isForm
      try verify(request, verifier, body)
      guard isForm else { return body }
      return try rules.form == .fields ? form.fieldOrObject(body) : form.requiredField(body)
    }
    let payload: Body
    do throws(Refusal) {
      payload = try form.requiredField(body)
    } catch {
      if error.status == 503 { throw error }
      // What cannot be found in the form was signed by nobody, and a forger learns no more.
      throw .unverified(Unverified(reason: .malformed))
    }
    try verify(request, verifier, payload)
    return payload
  }

  private func verify(_ request: Request, _ verifier: Verifier, _ signed: Body) throws(Refusal) {
    do throws(VerificationFault) {
      try verifier.verify(request.headers, signed)
    } catch {
      switch error {
      case .unverified(let why): throw .unverified(why)
      case .unreadable(let fault): throw .unavailable(fault.description, retryAfter: 30)
      case .late:
        throw .overloaded("the deadline passed while the signature was checked", retryAfter: 30)
      }
    }
  }
}
