import Synchronization

/// Numbers a session's plans, from 1.
package final class PlanNumbers: Sendable {
    private let last = Atomic<Int>(0)

    /// Begins with 1.
    package init() {}

    /// The next number.
    package func next() -> Int { last.add(1, ordering: .relaxed).newValue }
}
