package import ComposeModel
import Synchronization

/// The services whose containers are stopped or replaced on purpose while others may be waiting for them: that their
/// containers end is then no failure.
package final class ServiceInterruptions: Sendable {
    private struct State {
        var current: [ServiceName: Int] = [:]
        var ever: Set<ServiceName> = []
    }

    private let state = Mutex(State())
    private let isInterruptedElsewhere: @Sendable () -> Bool

    /// Creates a list of none.
    ///
    /// - Parameter isInterruptedElsewhere: whether another process, which cares for what it interrupts, is at it now.
    package init(isInterruptedElsewhere: @escaping @Sendable () -> Bool = { false }) {
        self.isInterruptedElsewhere = isInterruptedElsewhere
    }

    /// Runs `body`, which interrupts the services.
    package func interrupting<Value>(
        _ services: Set<ServiceName>,
        isolation: isolated (any Actor)? = #isolation,
        _ body: () async throws -> Value
    ) async rethrows -> Value {
        state.withLock { state in
            for service in services { state.current[service, default: 0] += 1 }
            state.ever.formUnion(services)
        }
        defer { state.withLock { state in for service in services { state.current[service, default: 1] -= 1 } } }
        return try await body()
    }

    /// Whether this process is interrupting a service.
    package func isInterrupting(_ service: ServiceName) -> Bool {
        state.withLock { $0.current[service, default: 0] > 0 }
    }

    /// Whether this process is interrupting any service.
    package var isInterruptingAny: Bool { state.withLock { $0.current.values.contains { $0 > 0 } } }

    /// Whether a service is being interrupted.
    func isInterrupted(_ service: ServiceName) -> Bool {
        if isInterruptedElsewhere() {
            state.withLock { _ = $0.ever.insert(service) }
            return true
        }
        return isInterrupting(service)
    }

    /// Whether a service is or was interrupted.
    func wasInterrupted(_ service: ServiceName) -> Bool {
        isInterrupted(service) || state.withLock { $0.ever.contains(service) }
    }
}
