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
    private var hasEverRunOut = false

    init(condition: Readiness) {
        self.condition = condition
    }

    /// Notes that a process of the container was killed for lack of memory.
    mutating func noteOutOfMemory() {
        hasRunOut = true
        hasEverRunOut = true
    }

    /// Notes an end.
    ///
    /// - Parameters:
    ///   - comesBack: whether the engine starts the container again.
    ///   - restarts: how often the engine started it again: an end may be heard of when others followed already.
    /// - Returns: why the waiting is over; `nil` when it goes on.
    mutating func noteEnd(code: Int, comesBack: Bool, restarts: Int = 0) -> ReadinessFailure.Reason? {
        count += 1
        // The engine may hear of it late or not at all: who ran out of memory once and is killed again did so again.
        wasOutOfMemory = hasRunOut || (hasEverRunOut && code == ExitCodeMeaning.killed)
        hasRunOut = false
        if comesBack { return count < Self.limit ? nil : .keepsRestarting(code: code, times: count) }
        return Self.lastEnd(code: code, times: max(count, restarts + 1), condition)
    }

    /// Why the waiting is over when the container is not started again after so many ends.
    static func lastEnd(code: Int, times: Int, _ condition: Readiness) -> ReadinessFailure.Reason {
        if times > 1 { return .retriesSpent(code: code, times: times) }
        return condition == .completed ? .didNotComplete(code: code) : .exited(code: code)
    }
}
