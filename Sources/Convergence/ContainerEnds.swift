import Reconciliation

/// Counts how often a container ends while it is waited for: pure.
///
/// A restart policy brings a container back that will never be ready; after some ends that is a failure, and not only when
/// the engine has given up.
struct ContainerEnds {
    /// After how many ends nobody waits any longer.
    static let limit = 3

    let condition: Readiness
    private var count = 0
    /// Whether the last end was for lack of memory.
    private(set) var wasOutOfMemory = false
    private var hasRunOut = false

    init(condition: Readiness) {
        self.condition = condition
    }

    /// Notes that a process of the container was killed for lack of memory.
    mutating func noteOutOfMemory() { hasRunOut = true }

    /// Notes an end.
    ///
    /// - Parameter comesBack: whether the engine starts the container again.
    /// - Returns: why the waiting is over; `nil` when it goes on.
    mutating func noteEnd(code: Int, comesBack: Bool) -> ReadinessFailure.Reason? {
        count += 1
        wasOutOfMemory = hasRunOut
        hasRunOut = false
        if comesBack { return count < Self.limit ? nil : .keepsRestarting(code: code, times: count) }
        if count > 1 { return .retriesSpent(code: code, times: count) }
        return condition == .completed ? .didNotComplete(code: code) : .exited(code: code)
    }
}
