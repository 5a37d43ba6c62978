import FoundationEssentials

/// Now, as the interface writes times: RFC 3339 in UTC, to the second.
func timestamp() -> String {
  Date.now.formatted(.iso8601)
}
