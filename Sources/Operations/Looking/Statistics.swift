package import ComposeModel
import EngineAPI
import EngineClient
import Synchronization

/// Tells what a project's containers use.
package struct Statistics: Sendable {
    private let session: Session
    private let options: Options

    /// Which containers are looked at.
    package struct Options: Sendable, Hashable {
        /// The services; empty means all.
        package var services: Set<ServiceName> = []
        /// Whether containers that do not run are shown, too.
        package var includesStopped = false

        /// Creates options that show all that run.
        package init() {}
    }

    /// Creates the operation.
    package init(_ session: Session, options: Options) {
        self.session = session
        self.options = options
    }

    /// What each container uses now, in the order of their names.
    ///
    /// - Throws: `EngineError`, `CancellationError`.
    package func now() async throws -> [ContainerUsage] {
        let client = session.client
        let rows = try await containers().mappedConcurrently { container -> ContainerUsage? in
            var usage = ContainerUsage(id: container.id, name: container.name)
            do {
                for try await statistics in try await client.statistics(of: container.id, once: true) {
                    usage.figures = ContainerUsage.Figures(statistics)
                }
            } catch EngineError.notFound {
                return nil
            }
            // Of one that does not run, Docker says that it uses nothing, and Podman says nothing.
            usage.figures = usage.figures ?? ContainerUsage.Figures(ContainerStatistics())
            return usage
        }
        return rows.sorted { $0.name < $1.name }
    }

    /// Shows what the containers use, once a second, those that come later included.
    ///
    /// The first time is when something is known of each container, or after three seconds.
    ///
    /// - Throws: `EngineError`, `CancellationError`. It ends only by these.
    package func follow(_ show: @escaping @Sendable ([ContainerUsage]) throws -> Void) async throws {
        let board = SharedBoard(UsageBoard(includesStopped: options.includesStopped))
        let events = try await session.containerEvents("create", "start", "die", "destroy")
        try await withThrowingDiscardingTaskGroup { group in
            for container in try await containers() {
                let isNew = board.withLock { $0.add(container.id, named: container.name) }
                if isNew { group.addTask { try await read(container.id, onto: board) } }
            }
            group.addTask { try await refresh(board, show) }
            for try await event in events {
                let labels = ComposeLabels(event.actor.attributes)
                guard let id = event.container, labels.belongs(toAnyOf: options.services) else { continue }
                let name = event.actor.attributes["name"] ?? id.rawValue
                let isNew = board.withLock { $0.note(event.action, of: id, named: name) }
                if isNew { group.addTask { try await read(id, onto: board) } }
            }
            throw EngineError.connectionClosed(request: "GET /events")
        }
    }

    /// The board that all tasks write to.
    private final class SharedBoard: Sendable {
        private let board: Mutex<UsageBoard>

        init(_ board: UsageBoard) { self.board = Mutex(board) }

        func withLock<Value: Sendable>(_ body: (inout UsageBoard) -> Value) -> Value {
            board.withLock { body(&$0) }
        }
    }

    private func read(_ container: ContainerID, onto board: SharedBoard) async throws {
        do {
            for try await statistics in try await session.client.statistics(of: container) {
                board.withLock { $0.update(container, ContainerUsage.Figures(statistics)) }
            }
        } catch EngineError.notFound {
            // It was removed meanwhile.
        }
        board.withLock { $0.end(container) }
    }

    private func refresh(
        _ board: SharedBoard,
        _ show: @Sendable ([ContainerUsage]) throws -> Void
    ) async throws {
        var patience = 30
        while patience > 0, !board.withLock(\.isComplete) {
            try await session.clock.sleep(for: .milliseconds(100))
            patience -= 1
        }
        while true {
            try show(board.withLock(\.rows))
            try await session.clock.sleep(for: .seconds(1))
        }
    }

    private func containers() async throws -> [ContainerSummary] {
        try await session.containers(of: options.services, includingStopped: options.includesStopped)
            .sorted { $0.name < $1.name }
    }
}
