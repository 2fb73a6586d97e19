package import ComposeModel
import Reconciliation
import Synchronization

/// The services that ran before `up` began.
package final class ServicesBefore: Sendable {
    private let state = Mutex<Set<ServiceName>?>(nil)

    /// The services of which a container ran; `nil` as long as nobody has looked, and so nothing was started.
    package var running: Set<ServiceName>? { state.withLock(\.self) }

    /// Notes what was observed; only the first time counts.
    func note(_ observed: ObservedState) {
        let running = Set(observed.containers.filter(\.isRunning).map(\.service))
        state.withLock { $0 = $0 ?? running }
    }
}
