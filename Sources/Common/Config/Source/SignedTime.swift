/// When a request was sent, as its sender signed it, and how far off that may be.
package struct SignedTime: Equatable, Sendable {
  /// What the number counts.
  package enum Unit: String, CaseIterable, Sendable {
    case seconds = "s"
    case milliseconds = "ms"
  }

  package var value: SignedValue
  package var unit = Unit.seconds

  /// In seconds, into the past and into the future alike.
  package var tolerance = SignatureRule.usualTolerance

  package init(_ value: SignedValue) {
    self.value = value
  }
}
