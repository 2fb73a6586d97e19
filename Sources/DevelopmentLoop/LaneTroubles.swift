import Diagnostics

/// What went wrong for a service and has not been put right yet, and what of it is still being found out.
///
/// Pure: it is told what was tried and how that ended.
struct LaneTroubles: Sendable {
    /// What was tried.
    enum Attempt: Hashable {
        /// Files were to be brought into containers.
        case files
        /// The receiver of a container was to be opened.
        case receiver
        /// The image was to be built, and the containers to be replaced.
        case rebuild
        /// The containers were to be restarted.
        case restart
        /// The command of a rule was to run.
        case command(RuleID)
        /// The containers were to become ready after a restart.
        case readiness
    }

    private var failures: [Attempt: Diagnostic] = [:]
    private var turn = 0
    private var awaited: Int?
    /// The names of the containers that are paused.
    var paused: Set<String> = []
    /// Whether it was found out if the image is older than its files.
    var imageIsChecked = false

    /// Whether it is being waited until the containers are ready again.
    var awaitsReadiness: Bool { awaited != nil }

    /// What went wrong, in an order of its own that is always the same.
    var diagnostics: [Diagnostic] {
        failures.values.sorted { ($0.message, $0.hint ?? "") < ($1.message, $1.hint ?? "") }
    }

    /// Notes how an attempt ended; `nil` is well.
    mutating func note(_ failure: Diagnostic?, of attempt: Attempt) { failures[attempt] = failure }

    /// Notes that it is waited until the containers are ready.
    ///
    /// - Returns: the number of the waiting: a later one takes its place.
    mutating func beginReadiness() -> Int {
        turn += 1
        awaited = turn
        return turn
    }

    /// Notes how a waiting ended; what an earlier one found counts no more.
    mutating func endReadiness(_ turn: Int, _ failure: Diagnostic?) {
        guard awaited == turn else { return }
        awaited = nil
        failures[.readiness] = failure
    }
}
