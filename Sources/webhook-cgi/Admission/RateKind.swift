/// What is counted apart, so that a forger cannot use up the genuine sender's allowance.
enum RateKind: String, CaseIterable {
  case verified
  case refused
}
