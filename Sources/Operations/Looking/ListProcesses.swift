package import ComposeModel
package import EngineAPI
import EngineClient

/// Lists the processes of running containers.
package struct ListProcesses: Sendable {
    private let session: Session
    private let services: Set<ServiceName>

    /// One container, and what runs in it.
    package struct Row: Sendable, Hashable {
        /// Its name.
        package var container: String
        /// Its service; its own name where it has none.
        package var service: String
        /// Its number among the service's containers; empty for those of single commands.
        package var number: String
        /// Its processes.
        package var processes: ContainerProcesses

        /// Creates a row.
        package init(container: String, service: String, number: String, processes: ContainerProcesses) {
            self.container = container
            self.service = service
            self.number = number
            self.processes = processes
        }
    }

    /// Creates the operation.
    ///
    /// - Parameter services: those that are looked at; empty means all.
    package init(_ session: Session, services: [ServiceName]) {
        self.session = session
        self.services = Set(services)
    }

    /// The containers, ordered by name.
    ///
    /// - Throws: `EngineError`, `CancellationError`.
    package func run() async throws -> [Row] {
        let client = session.client
        let containers = try await session.containers(of: services, includingStopped: false)
        let rows = try await containers.mappedConcurrently { container -> Row? in
            do {
                return Row(container, try await client.processes(of: container.id))
            } catch EngineError.notFound, EngineError.conflict {
                // It has ended meanwhile.
                return nil
            }
        }
        return rows.sorted { $0.container < $1.container }
    }
}

extension ListProcesses.Row {
    fileprivate init(_ container: ContainerSummary, _ processes: ContainerProcesses) {
        let labels = ComposeLabels(container.labels)
        self.init(
            container: container.name,
            service: labels.service?.rawValue ?? container.name,
            number: labels.containerNumber.map(String.init) ?? "",
            processes: processes
        )
    }
}
