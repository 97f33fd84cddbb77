internal import Common

/// Takes the JSON out of a form.
struct FormPayload {
  let spool: Spool
  let id: EventID
  /// Of the form's own file; what is taken out of it needs no slot more.
  let room: BodyRoom?

  /// What a JSON object or array begins with, and what may stand before that.
  private static let jsonStarts = [UInt8(ascii: "{"), UInt8(ascii: "[")]
  private static let jsonSpace: [UInt8] = [0x20, 0x09, 0x0A, 0x0D]

  /// The decoded text of the field `payload`, as a body of its own; nil when there is no such field.
  ///
  /// JSON is no form. Nobody signs the content type: called a form, a JSON body that was seen once
  /// would be another event under the same signature, the one that somebody wrote into a title
  /// behind `&payload=`.
  func field(_ form: Body) throws(Refusal) -> Body? {
    var decoder = FormDecoder()
    var payload = Body(spool: spool, id: id, room: roomBesides)
    var fault: HTTPFault?
    var refusal: Refusal?
    var first: UInt8?
    try available { () throws(SystemError) in
      try form.forEachPiece { piece throws(SystemError) in
        first = first ?? piece.first { !Self.jsonSpace.contains($0) }
        var decoded: [UInt8] = []
        do throws(HTTPFault) {
          _ = try decoder.feed(piece.span, into: &decoded)
        } catch {
          fault = fault ?? error
        }
        if refusal != nil { return }
        do throws(Refusal) {
          try payload.append(decoded)
        } catch {
          refusal = error
        }
      }
    }
    if let refusal { throw refusal }
    if let first, Self.jsonStarts.contains(first) { throw .malformed(.jsonAsForm) }
    do throws(HTTPFault) {
      if let fault { throw fault }
      try decoder.finish()
    } catch {
      throw .malformed(error)
    }
    return decoder.hasPayload ? payload : nil
  }

  /// The field `payload`; a form without it is refused, as its sender never sends one.
  func requiredField(_ form: Body) throws(Refusal) -> Body {
    guard let payload = try field(form) else {
      throw .unreadable(status: 400, "the form has no field \"payload\"")
    }
    return payload
  }

  /// The field `payload`, or else an object of all fields: texts, and lists where a name is
  /// repeated.
  func fieldOrObject(_ form: Body) throws(Refusal) -> Body {
    if let payload = try field(form) { return payload }
    let bytes = try available { () throws(SystemError) in
      try form.bytes(0..<min(form.count, FormFields.sizeLimit + 1))
    }
    let fields: FormFields
    do throws(HTTPFault) {
      fields = try FormFields(parsing: bytes)
    } catch {
      throw .malformed(error)
    }
    var object = Body(spool: spool, id: id, room: roomBesides)
    try object.append(fields.object)
    return object
  }

  private var roomBesides: BodyRoom? {
    room.map { BodyRoom(spool: $0.spool, keptFree: $0.keptFree, slots: 0) }
  }

  private func available<Value>(
    _ work: () throws(SystemError) -> Value
  ) throws(Refusal) -> Value {
    do throws(SystemError) {
      return try work()
    } catch {
      throw .unavailable(error.description, retryAfter: 30)
    }
  }
}
