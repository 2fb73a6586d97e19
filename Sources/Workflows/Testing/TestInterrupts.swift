import Operations
import Synchronization

/// The wishes to stop that come while tests run: the first one interrupts them, the next one kills them.
final class TestInterrupts: Sendable {
    private let count = Atomic<Int>(0)
    private let interrupts: Interrupts

    /// Takes the wishes of a user.
    init(_ interrupts: Interrupts) { self.interrupts = interrupts }

    /// Whether the user asked to stop.
    var wereAskedFor: Bool { count.load(ordering: .relaxed) > 0 }

    /// The wishes as signals for the tests.
    var signals: ForwardedSignals {
        ForwardedSignals {
            guard await self.interrupts.take() != nil else { return nil }
            return self.count.wrappingAdd(1, ordering: .relaxed).newValue == 1 ? "SIGINT" : "SIGKILL"
        }
    }
}
