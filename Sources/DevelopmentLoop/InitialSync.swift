package import ComposeModel
package import EngineAPI
package import EngineClient
import IgnoreRules
package import SessionEvents
package import SystemPackage

/// Brings what differs between the tree and the image into containers before they are started, so that they start with it and
/// need no restart.
///
/// Whatever does not succeed here is made up for by the comparison after the start.
package struct InitialSync: Sendable {
    private let services: [ServiceName: WatchedService]
    private let engine: EngineClient
    private let reporter: WatchReporter

    /// Prepares for the containers of some services.
    package init(
        services: [WatchedService],
        project: ProjectName,
        projectDirectory: FilePath,
        engine: EngineClient,
        events: any SessionEventSink
    ) {
        self.services = Dictionary(services.map { ($0.name, $0) }) { first, _ in first }
        self.engine = engine
        reporter = WatchReporter(sink: events, project: project, projectDirectory: projectDirectory)
    }

    /// Brings a created container up to date; does nothing if its service is not watched.
    ///
    /// - Parameter container: its name or identifier.
    /// - Throws: `CancellationError`.
    package func prepare(_ container: ContainerID, of service: ServiceName) async throws {
        guard let service = services[service] else { return }
        let start = ContinuousClock.now
        do {
            let written = try await bring(service, into: container)
            guard written.total > 0 else { return }
            reporter.applied(
                service.name,
                .convergence,
                written: written.shown,
                deleted: 0,
                path: nil,
                elapsed: .now - start
            )
        } catch {
            try Task.checkCancellation()
        }
    }

    private func bring(_ service: WatchedService, into container: ContainerID) async throws -> SyncCount {
        let inspection = try await engine.inspectContainer(container)
        let binds = inspection.mounts.filter { $0.type == .bind }.map { FilePath($0.destination) }
        let rules = service.paths.filter { rule in
            rule.copies && !binds.contains { rule.container.isAtOrBelow($0) }
        }
        guard !rules.isEmpty else { return SyncCount() }
        let selection = ReceiverSelection(
            engine: engine,
            container: inspection.id,
            user: inspection.config.user,
            targets: rules.map(\.container)
        )
        return try await selection.with(.untouched) { try await bring(rules, by: $0) }
    }

    /// - Parameter receiver: was opened for the rules' targets.
    private func bring(_ rules: [WatchedPath], by receiver: any FileReceiver) async throws -> SyncCount {
        let history = PathHistory()
        var tree = ContainerTree(owner: receiver.owner, history: history)
        var written = SyncCount()
        for (target, rule) in rules.targets {
            let differences = try await TreeComparison.differences(
                of: rule,
                target: target,
                history: history,
                in: receiver,
                &tree
            ).paths
            let operations = tree.operations(for: differences, of: rule).operations.filter { !$0.removes }
            if operations.isEmpty { continue }
            let result = try await receiver.apply(operations, target: target)
            let undone = Set(result.failures.map(\.path)).union(result.unsettled)
            let done = operations.filter { !undone.contains($0.path) }
            tree.record(done)
            for operation in done { written.addWritten(operation) }
        }
        return written
    }
}
