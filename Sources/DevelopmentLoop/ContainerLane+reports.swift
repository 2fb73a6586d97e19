import SystemPackage

extension ContainerLane {
    /// What a request did.
    enum Outcome: Sendable {
        /// It was carried out, but for the failures.
        case applied(Application)
        /// There was no receiver, or it broke: the comparison at its next opening makes up for the request.
        case deferred
    }

    /// The changes that were made in the container.
    struct Application: Sendable {
        var written = SyncCount()
        var deleted = SyncCount()
        var failures: [(rule: RuleID, path: FilePath, failure: SyncFailure)] = []
        /// Paths at which the host had something else than its manifest says, by rule.
        var doubts: [RuleID: Set<FilePath>] = [:]

        /// Whether anything was changed.
        var hasEffect: Bool { written.total + deleted.total > 0 }

        mutating func note(_ paths: Set<FilePath>, of rule: RuleID) {
            if !paths.isEmpty { doubts[rule, default: []].formUnion(paths) }
        }
    }

    /// What the lane tells without being asked.
    enum Report: Sendable {
        /// The container was compared with the host and brought up to date; how long it took, and which rules needed it.
        ///
        /// `isComplete` is false if everything was sent since the receiver cannot compare.
        case converged(Application, elapsed: Duration, rules: Set<RuleID>, isComplete: Bool)
        /// The receiver could not be opened; it is tried again.
        case unreachable(reason: String)
        /// The image has no shell, or one that does not do what it should: files go through the archive endpoint.
        case degraded(reason: String)
        /// The processes of a receiver that was given up could not be ended.
        case leftBehind
    }
}
