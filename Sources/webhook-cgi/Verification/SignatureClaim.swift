internal import Common

/// What a request says about its signature, taken out of its headers.
struct SignatureClaim {
  /// How many signatures one header may hold; senders send one for each of their live secrets.
  static let limit = 16

  private let rule: SignatureRule
  /// Digests, each of the algorithm's length.
  private let digests: [[UInt8]]
  /// What is signed before the body, and behind it.
  private let before: [UInt8]
  private let behind: [UInt8]
  private let clockDifference: Int64?

  /// Whether no value holds the text that ends it beside the body.
  ///
  /// Else the end of one could be the beginning of the other under the same signature.
  let hasOneReading: Bool

  init(_ rule: SignatureRule, _ headers: HeaderList, now: Int64) throws(Unverified.Reason) {
    self.rule = rule
    let value = try Self.single(rule.header, headers)
    let elements = Self.elements(of: value, rule)
    digests = try Self.digests(elements, rule)
    before = try Self.text(of: rule.signed.before, elements, headers)
    behind = try Self.text(of: rule.signed.behind, elements, headers)
    hasOneReading = try Self.hasOneReading(rule, elements, headers)
    clockDifference = try rule.time.map { time throws(Unverified.Reason) in
      now - (try Self.seconds(try Self.value(time.value, elements, headers), time.unit))
    }
  }

  private static func hasOneReading(
    _ rule: SignatureRule, _ elements: [[UInt8]], _ headers: HeaderList
  ) throws(Unverified.Reason) -> Bool {
    if rule.signed.isBodyAlone { return true }
    for case .value(let source) in rule.signed.before + rule.signed.behind
    where source != rule.time?.value {
      let value = try value(source, elements, headers)
      for end in rule.signed.ends(of: source) where value.holds(end) { return false }
    }
    return true
  }

  /// What stands on one side of the body.
  private static func text(
    of parts: [SignedText.Part], _ elements: [[UInt8]], _ headers: HeaderList
  ) throws(Unverified.Reason) -> [UInt8] {
    var text: [UInt8] = []
    for part in parts {
      switch part {
      case .text(let bytes): text += bytes
      case .value(let source): text += try value(source, elements, headers)
      }
    }
    return text
  }

  /// Returns when one of the secrets made one of the signatures, about now.
  ///
  /// Every secret costs a pass over the body, and a forger chooses the body: past the deadline the
  /// rest is left out, and the verdict with it.
  func check(
    _ body: Body, _ secrets: [Secret], _ deadline: Stream?
  ) throws(VerificationFault) {
    var isGenuine = false
    for secret in secrets {
      let code = try code(of: body, secret, deadline)
      for digest in digests where ConstantTime.equal(code, digest) { isGenuine = true }
    }
    let isTimely = clockDifference.map { abs($0) <= rule.time?.tolerance ?? 0 } ?? true
    guard isGenuine, isTimely else {
      if let deadline, deadline.isLate { throw .late }
      throw .unverified(
        Unverified(
          reason: isGenuine ? .untimely : .mismatch, secretsTried: secrets.count,
          clockDifference: clockDifference))
    }
  }

  private func code(
    of body: Body, _ secret: Secret, _ deadline: Stream?
  ) throws(VerificationFault) -> [UInt8] {
    // Secrets that cannot be keys never come here; an empty key would let anybody pass.
    guard let key = rule.key.bytes(of: secret) else { return [] }
    var mac = HMAC(key: key, algorithm: rule.algorithm)
    mac.update(before)
    // A body that is held costs less than a look at the clock is worth.
    let watched = body.count > Body.held ? deadline : nil
    var isLate = false
    do throws(SystemError) {
      try body.forEachPiece { piece throws(SystemError) in
        if let watched, watched.isLate { isLate = true }
        if !isLate { mac.update(piece) }
      }
    } catch {
      throw .unreadable(error)
    }
    if isLate { throw .late }
    mac.update(behind)
    return mac.finish()
  }

  /// The only value of a header: one that is repeated was meant by nobody.
  private static func single(
    _ name: String, _ headers: HeaderList
  ) throws(Unverified.Reason) -> [UInt8] {
    let values = headers.values(name)
    guard let value = values.first else { throw .missing }
    guard values.count == 1, !value.isEmpty else { throw .malformed }
    return value
  }

  private static func elements(of value: [UInt8], _ rule: SignatureRule) -> [[UInt8]] {
    guard let separator = rule.separator else { return [value] }
    return value.split(separator: separator).map { Array($0.drop { $0 == UInt8(ascii: " ") }) }
  }

  /// The signatures among the elements; other versions and fields beside them are not looked at.
  private static func digests(
    _ elements: [[UInt8]], _ rule: SignatureRule
  ) throws(Unverified.Reason) -> [[UInt8]] {
    let written = elements.filter { $0.starts(with: rule.prefix.utf8) }
    guard !written.isEmpty, written.count <= limit else { throw .malformed }
    var digests: [[UInt8]] = []
    for element in written {
      let text = Array(element.dropFirst(rule.prefix.utf8.count))
      let digest = rule.encoding == .hex ? Hexadecimal.decode(text) : Base64.decode(text)
      guard let digest, digest.count == rule.algorithm.digestSize else { throw .malformed }
      digests.append(digest)
    }
    return digests
  }

  private static func value(
    _ source: SignedValue, _ elements: [[UInt8]], _ headers: HeaderList
  ) throws(Unverified.Reason) -> [UInt8] {
    switch source {
    case .header(let name): return try single(name, headers)
    case .field(let name):
      let start = Array("\(name)=".utf8)
      let fields = elements.filter { $0.starts(with: start) }
      guard fields.count == 1, fields[0].count > start.count else { throw .malformed }
      return Array(fields[0].dropFirst(start.count))
    }
  }

  /// Seconds since 1970, of digits alone and written in one way: a sign, a fraction, a space or a
  /// leading zero is in no sender's time.
  private static func seconds(
    _ text: [UInt8], _ unit: SignedTime.Unit
  ) throws(Unverified.Reason) -> Int64 {
    // 15 digits last for thirty thousand years in milliseconds, and cannot overflow.
    guard text.count <= 15, text.count == 1 || text.first != UInt8(ascii: "0"),
      let number = Decimal.parse(text)
    else { throw .malformed }
    return unit == .seconds ? number : number / 1000
  }
}

extension [UInt8] {
  /// Whether these bytes stand somewhere among those.
  fileprivate func holds(_ bytes: [UInt8]) -> Bool {
    indices.contains { self[$0...].starts(with: bytes) }
  }
}
