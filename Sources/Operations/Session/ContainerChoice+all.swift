import ComposeModel
package import EngineAPI
import EngineClient

extension ContainerChoice {
    /// All containers of the service that may be chosen, by number, or the one with the index.
    ///
    /// - Throws: ``Failure``, `EngineError`, `CancellationError`.
    package func containers(in session: Session) async throws -> [ContainerSummary] {
        let containers = try await session.client.containers(
            all: includesStopped,
            filters: session.ownObjects.and(.label(ComposeLabel.service, service.rawValue))
        )
        let chosen = try chosen(among: containers)
        guard index == nil else { return [chosen] }
        return containers.filter { includesOneOffs || !ComposeLabels($0.labels).isOneOff }
            .sorted { left, right in
                let (first, second) = (ComposeLabels(left.labels), ComposeLabels(right.labels))
                return (first.containerNumber ?? .max, left.name) < (second.containerNumber ?? .max, right.name)
            }
    }
}
