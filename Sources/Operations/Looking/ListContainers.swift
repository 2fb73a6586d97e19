package import ComposeModel
import Convergence
package import EngineAPI
import EngineClient
import Reconciliation

/// Lists a project's containers.
package struct ListContainers: Sendable {
    private let session: Session
    private let options: Options

    /// Which containers are listed.
    package struct Options: Sendable, Hashable {
        /// Those whose containers are listed; `nil` means all, those that the project does not have included.
        package var services: Set<ServiceName>?
        /// Whether containers that do not run, and those of single commands, are listed too.
        package var includesStopped = false
        /// What they are doing; empty means whatever it is.
        package var states: Set<ContainerStatus> = []

        /// Creates options that list all running containers.
        package init() {}
    }

    /// Creates the operation.
    package init(_ session: Session, options: Options) {
        self.session = session
        self.options = options
    }

    /// The containers, ordered by name.
    ///
    /// - Throws: `EngineError`, `CancellationError`.
    package func run() async throws -> [ContainerRow] {
        let includesStopped = options.includesStopped || !options.states.isEmpty
        async let checked = healthChecked()
        let summaries = try await session.client.containers(
            all: includesStopped,
            filters: session.ownObjects
        )
        .filter { summary in
            let labels = ComposeLabels(summary.labels)
            guard labels.configurationHash != nil else { return false }
            guard !labels.isOneOff || options.includesStopped else { return false }
            guard options.states.isEmpty || options.states.contains(summary.state) else { return false }
            return options.services?.contains(labels.service ?? "") ?? true
        }
        let known = try await checked
        let rows = try await summaries.mappedConcurrently { summary in
            // The list says nothing of health and of codes of ends, but in words.
            let isWhole = summary.state == .exited || summary.state == .dead || known?.contains(summary.id) ?? true
            return isWhole ? try await row(summary) : ContainerRow(summary, nil, of: session.name.rawValue)
        }
        return rows.sorted { $0.name < $1.name }
    }

    /// The containers that have a health check; `nil` where the engine runs none and so knows of none.
    ///
    /// - Throws: `EngineError`, `CancellationError`.
    private func healthChecked() async throws -> Set<ContainerID>? {
        guard try await session.client.capabilities.has(.healthChecks) else { return nil }
        let filters = session.ownObjects.and(["health": ["starting", "healthy", "unhealthy"]])
        return Set(try await session.client.containers(all: false, filters: filters).map(\.id))
    }

    private func row(_ summary: ContainerSummary) async throws -> ContainerRow? {
        do {
            let inspection = try await session.client.inspectContainer(summary.id)
            let state = try await HealthUpdate(client: session.client, wallClock: session.wallClock).state(
                of: inspection
            )
            var row = ContainerRow(summary, state, of: session.name.rawValue)
            // Who runs no checks says nothing of health in lists either.
            if try await !session.client.capabilities.has(.healthChecks), !row.health.isEmpty {
                row.status += row.health == "starting" ? " (health: starting)" : " (\(row.health))"
            }
            return row
        } catch EngineError.notFound {
            return nil
        }
    }
}
