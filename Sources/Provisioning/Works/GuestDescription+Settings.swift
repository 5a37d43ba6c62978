import Multipass

extension GuestDescription {
  /// The description of a guest that has these settings, this public key (nil for the one that it has), and what the user
  /// agreed to; throws where they cannot be carried out.
  init(_ settings: GuestSettings, key: String?, routes: [IPv4Prefix], agreed: Set<String>) throws(WorkFailure) {
    do throws(DescriptionError) {
      self = try describeGuest(settings, authorizedKey: key, avoiding: routes)
    } catch {
      throw WorkFailure(step: "settings", reason: error.reason, hint: error.hint)
    }
    consent = agreed.intersection([Consent.adopt, Consent.restartEngine, Consent.majorUpgrade])
  }
}
