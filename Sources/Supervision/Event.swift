/// Something that happened to one host.
package enum Event: Equatable, Sendable {
  /// The supervisor's first event.
  case begun
  /// The time that the supervisor asked to be woken at has come.
  case deadline
  case requested(Request, by: RequestID)
  /// Nobody waits for the request's answer any more; the work goes on.
  case abandoned(RequestID)
  case settingsChanged(HostSettings)
  /// A link, an address, a route or a rule of this machine changed; which one, nobody asks.
  case networkChanged

  case reported(InstanceAnswer, to: CallID)
  case located(AddressAnswer, to: CallID)
  case operated(OperationOutcome, call: CallID)
  /// The work that `Request.work` asked for has ended.
  case returned(Legacy)
  /// An operation that must not be signalled has not ended within its limit; it goes on.
  case overran(CallID)

  case pinged(PingAnswer, to: CallID)
  case streamOpened(CallID)
  case streamEnded(StreamEnd, call: CallID)
  /// The stream told of a container that began or ended.
  case containersChanged(CallID)
  case versionRead(VersionAnswer, to: CallID)
  case containersCounted(ContainersAnswer, to: CallID)
  /// The folders that are mounted in the guest; nil where it could not be asked.
  case mountsSeen([String]?, to: CallID)
}
