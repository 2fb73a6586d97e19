package import ComposeModel
package import EngineAPI
import EngineClient
import Reconciliation

/// Waits until the containers of services have ended.
package struct WaitForServices: Sendable {
    private let session: Session
    private let services: [ServiceName]

    /// The end of a container.
    package struct End: Sendable, Hashable {
        /// The container.
        package var container: ContainerID
        /// Its exit code.
        package var code: Int
    }

    /// Creates the operation; without a loaded project, labels have to do.
    package init(_ session: Session, services: [ServiceName]) {
        self.session = session
        self.services = services
    }

    /// Waits for all of them, single commands included; one that has ended already counts, too.
    ///
    /// - Parameter ended: is told of each end, in the order in which they come.
    /// - Returns: the exit code of the last one.
    /// - Throws: `ReconciliationError` for a service without a container, `EngineError`, `CancellationError`.
    package func run(telling ended: @escaping @Sendable (End) -> Void) async throws -> Int {
        let selection = try await session.selection(services)
        let containers = selection.startedContainers
        for service in services where !containers.contains(where: { $0.service == service }) {
            throw ReconciliationError.noContainer(service)
        }
        return try await withThrowingTaskGroup(of: End.self) { group in
            for container in containers {
                group.addTask {
                    End(container: container.id, code: try await session.client.waitForContainer(container.id))
                }
            }
            var last = 0
            for try await end in group {
                ended(end)
                last = end.code
            }
            return last
        }
    }
}
