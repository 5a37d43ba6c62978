/// Where a host is, before the conditions are weighed.
package enum Posture: Equatable, Sendable {
  case absent
  case stopped
  case starting
  /// The engine answers.
  case up
  /// The engine does not answer, and it is not known yet whether it is lost.
  case suspect
  /// A remedy is at work, or about to be.
  case recovering
  /// Nothing can be done from here at the moment.
  case waiting
}
