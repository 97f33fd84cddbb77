internal import Common

/// Takes the JSON out of the form field `payload`.
enum FormPayload {
  /// The decoded text of the field, as a body of its own.
  ///
  /// A form without it is refused: none of the senders that sign forms sends one.
  static func decode(_ form: Body, spool: Spool, id: EventID) throws(Refusal) -> Body {
    var decoder = FormDecoder()
    var payload = Body(spool: spool, id: id)
    var fault: HTTPFault?
    do throws(SystemError) {
      try form.forEachPiece { piece throws(SystemError) in
        var decoded: [UInt8] = []
        do throws(HTTPFault) {
          _ = try decoder.feed(piece.span, into: &decoded)
        } catch {
          fault = fault ?? error
        }
        try payload.append(decoded)
      }
    } catch {
      throw .unavailable(error.description, retryAfter: 30)
    }
    do throws(HTTPFault) {
      if let fault { throw fault }
      try decoder.finish()
    } catch {
      throw .malformed(error)
    }
    guard decoder.hasPayload else {
      throw .unreadable(status: 400, "the form has no field \"payload\"")
    }
    return payload
  }
}
