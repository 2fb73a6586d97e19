import ComposeModel
import EngineAPI
import EngineClient
import Reconciliation
import SessionEvents

/// Runs the hooks of a service before its container starts, each in a container of its own that sees the other one's volumes.
///
/// A container whose hook failed stays to be looked at, until the hooks run again.
struct PreStartRun: Sendable {
    private static let shownLines = 20

    private let run: Operation.RunPreStart
    private let client: EngineClient
    private let wallClock: WallClock

    init(_ run: Operation.RunPreStart, client: EngineClient, wallClock: WallClock) {
        self.run = run
        self.client = client
        self.wallClock = wallClock
    }

    /// Runs the hooks, one after the other.
    ///
    /// - Throws: ``ConvergenceError/hookFailed(service:hook:command:exitCode:output:)``, `EngineError`,
    ///   `CancellationError`.
    func run() async throws {
        try await removeContainers()
        for hook in run.hooks {
            let container = try await client.createContainer(hook.request, name: nil, platform: run.platform).id
            for network in run.furtherNetworks {
                try await client.connect(container, to: NetworkID(network), EndpointSettings())
            }
            if !run.files.isEmpty {
                try await client.putArchive(
                    into: container,
                    at: "/",
                    archive: try FileArchive.encode(run.files, modified: wallClock.now)
                )
            }
            try await client.startContainer(container)
            let code = try await client.waitForContainer(container)
            guard code == 0 else {
                let lines = await ContainerLogTail(client: client).lines(of: container, limit: Self.shownLines)
                throw ConvergenceError.hookFailed(
                    service: run.service,
                    hook: "pre_start[\(hook.index)]",
                    command: CommandSummary.of(hook.hook.command),
                    exitCode: code,
                    output: lines.joined(separator: "\n")
                )
            }
            try await client.removeContainer(container, force: true, withAnonymousVolumes: true)
        }
    }

    /// Removes the containers of hooks that did not come to their end, or failed.
    ///
    /// - Throws: `EngineError`, `CancellationError`.
    func removeContainers() async throws {
        let filters = QueryFilters.label(ComposeLabel.project, run.project.rawValue)
        for summary in try await client.containers(all: true, filters: filters) {
            let labels = ComposeLabels(summary.labels)
            guard labels.service == run.service, labels.hook != nil else { continue }
            do {
                try await client.removeContainer(summary.id, force: true, withAnonymousVolumes: true)
            } catch EngineError.notFound, EngineError.conflict {
                continue
            }
        }
    }
}
