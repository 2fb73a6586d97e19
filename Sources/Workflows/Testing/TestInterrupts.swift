import Convergence
import Operations
import Synchronization

/// The wishes to stop that come while tests run, as signals for them: the first one interrupts them; the next one kills them,
/// as does the end of the grace period, since tests need not heed or even get what interrupts a shell.
final class TestInterrupts: Sendable {
    /// How many signals there were.
    private let count = Atomic<Int>(0)
    private let interrupts: Interrupts
    private let gracePeriod: Duration
    private let clock: any Clock<Duration>

    /// Takes the wishes of a user.
    ///
    /// - Parameters:
    ///   - gracePeriod: how long tests may take to end once they were interrupted.
    ///   - clock: what it is measured on.
    init(_ interrupts: Interrupts, gracePeriod: Duration, on clock: any Clock<Duration>) {
        self.interrupts = interrupts
        self.gracePeriod = gracePeriod
        self.clock = clock
    }

    /// Whether the user asked to stop.
    var wereAskedFor: Bool { count.load(ordering: .relaxed) > 0 }

    /// The signals for the tests.
    var signals: ForwardedSignals { ForwardedSignals { await self.next() } }

    /// Waits for the next signal.
    ///
    /// - Returns: its name; `nil` when there is none any more or the task is cancelled. The grace period begins anew for who
    ///   asks again then.
    func next() async -> String? {
        let isGraceGiven = count.load(ordering: .relaxed) == 1
        let isThere = await (isGraceGiven ? wishOrEndOfGrace() : interrupts.take() != nil)
        guard isThere else { return nil }
        return count.wrappingAdd(1, ordering: .relaxed).newValue == 1 ? "SIGINT" : "SIGKILL"
    }

    /// Waits for a wish, no longer than the grace period.
    ///
    /// - Returns: `false` when the task is cancelled.
    private func wishOrEndOfGrace() async -> Bool {
        let (interrupts, gracePeriod, clock) = (interrupts, gracePeriod, clock)
        let isThere = try? await firstValue(
            of: Bool.self,
            among: [
                { await interrupts.take() == nil ? nil : true },
                {
                    try await clock.sleep(for: gracePeriod)
                    return true
                },
            ]
        )
        return isThere == true
    }
}
