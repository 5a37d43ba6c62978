/// Reply of the methods that begin a work; with `more`, one for each advance and the last one without `work`.
package struct WorkReply: Codable, Equatable, Sendable {
  /// Nil where the host is not known to the supervisor, or no more.
  package var host: Host?
  /// What is being done; nil in the last reply.
  package var work: WorkStep?
  /// What there is to say to the user at the end.
  package var lines: [String]?
  /// What `Verify` tried.
  package var checks: [CheckResult]?

  package init(host: Host? = nil, work: WorkStep? = nil, lines: [String]? = nil, checks: [CheckResult]? = nil) {
    self.host = host
    self.work = work
    self.lines = lines
    self.checks = checks
  }
}

/// One step of a work that takes several.
package struct WorkStep: Codable, Equatable, Sendable {
  /// A word of its own, such as `install`.
  package var name: String
  /// What is being done, in words a person reads.
  package var title: String
  /// How much of `total` is done; nil where there is no measure.
  package var done: Int?
  package var total: Int?

  package init(name: String, title: String, done: Int? = nil, total: Int? = nil) {
    self.name = name
    self.title = title
    self.done = done
    self.total = total
  }
}

/// One thing that `Verify` tried.
package struct CheckResult: Codable, Equatable, Sendable {
  package var name: String
  package var works: Bool
  /// What was seen.
  package var detail: String

  package init(name: String, works: Bool, detail: String) {
    self.name = name
    self.works = works
    self.detail = detail
  }
}
