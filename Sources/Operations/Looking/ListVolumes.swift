package import ComposeModel
package import EngineAPI
import EngineClient

/// Lists the volumes of a project.
package struct ListVolumes: Sendable {
    private let session: Session
    private let services: Set<ServiceName>

    /// Creates the operation.
    ///
    /// - Parameter services: those whose volumes are listed; empty means all of the project's, used or not.
    package init(_ session: Session, services: [ServiceName]) {
        self.session = session
        self.services = Set(services)
    }

    /// The volumes, ordered by name. Those of services are what their containers mount, running or not.
    ///
    /// - Throws: `EngineError`, `CancellationError`.
    package func run() async throws -> [VolumeInspection] {
        let volumes = try await session.client.volumes(filters: session.ownObjects)
            .sorted { $0.name < $1.name }
        guard !services.isEmpty else { return volumes }
        let mounted = try await session.containers(of: services, includingStopped: true)
            .flatMap(\.mounts).map(\.name)
        return volumes.filter { mounted.contains($0.name.rawValue) }
    }
}
