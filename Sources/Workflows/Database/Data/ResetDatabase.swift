import ComposeModel
import EngineAPI
import EngineClient
package import Operations
import OrderedCollections
import Reconciliation
import SessionEvents

/// `db reset`: removes a database with its data, and brings up again what ran before, so that it is made anew.
package struct ResetDatabase: Workflow {
    private let project: DatabaseProject
    private let database: DatabaseService
    private let options: Options

    /// How it is reset.
    package struct Options: Sendable, Hashable {
        /// Whether nobody has to be asked.
        package var isAgreed = false
        /// Whether migrations are run in the end.
        package var migrates = false
        /// The name of a snapshot that is taken before; `nil` takes none.
        package var snapshot: String?

        /// Creates options that ask.
        package init() {}
    }

    /// Creates the workflow.
    package init(_ project: DatabaseProject, of database: DatabaseService, options: Options) throws {
        self.project = project
        self.database = database
        self.options = options
        if let name = options.snapshot, !Snapshot.isName(name) { throw DatabaseError.malformedName(name) }
    }

    /// What is there now, and what becomes of it.
    private struct Findings {
        var state: DatabaseState
        /// The services that stop: the database, and what depends on it or uses its volumes.
        var stopped: [ServiceName]
        /// The services that lose their containers: the database, and what uses its volumes.
        var removed: [ServiceName]
        /// The services that come up again.
        var running: [ServiceName]
    }

    package func surround(_ body: () async throws -> OperationEnd) async throws -> OperationEnd {
        let findings = try await findings()
        if !options.isAgreed {
            let volumes = findings.state.volumes.map { "'\($0.name)'" }.joined(separator: ", ")
            let refused = try await project.agreement(
                to: "remove all data of database '\(database.name)' (\(volumes))?",
                losing: "the data of '\(database.name)' (\(volumes)) may be removed"
            )
            if let refused { return refused }
        }
        return try await project.session.session.changing(body)
    }

    package func steps() async throws -> [WorkflowStep] {
        let findings = try await findings()
        var steps = try await snapshotSteps(findings)
        var migration: [WorkflowStep] = []
        if options.migrates { migration = try await RunMigrations(project, .migrate(to: nil)).steps() }
        if !findings.stopped.isEmpty { steps.append(stopping(findings.stopped)) }
        if !findings.removed.isEmpty { steps.append(removal(of: findings.removed)) }
        return steps + [emptying(findings.state.volumes), bringingUp(findings.running)] + migration
    }

    private func snapshotSteps(_ findings: Findings) async throws -> [WorkflowStep] {
        guard let name = options.snapshot else { return [] }
        let snapshot = try TakeSnapshot(project, of: database, name: name, isBound: false)
        return try await snapshot.steps()
    }

    private func stopping(_ services: [ServiceName]) -> WorkflowStep {
        WorkflowStep(.own(arguments: ["stop"] + services.map(\.rawValue)), for: "they use the database") {
            try await StopServices(project.session.session, services: services).run()
        }
    }

    private func removal(of services: [ServiceName]) -> WorkflowStep {
        WorkflowStep(.own(arguments: ["rm", "-fsv"] + services.map(\.rawValue)), for: "they have its volumes") {
            var options = RemovalPlanner.Options()
            options.stopsRunning = true
            options.removesAnonymousVolumes = true
            try await RemoveContainers(
                project.session.session,
                services: services,
                options: options,
                agreement: .given
            )
            .run()
        }
    }

    private func emptying(_ volumes: [DataVolume]) -> WorkflowStep {
        WorkflowStep(
            .other(words: ["docker", "volume", "rm", "-f"] + volumes.map(\.name)),
            for: "the data goes; init scripts run again"
        ) {
            let client = project.session.client
            // What a process that was killed has left may have them.
            _ = try await SnapshotStore(project.session.session).tidied()
            for volume in volumes { try await client.removeVolume(EngineAPI.VolumeName(volume.name), force: true) }
        }
    }

    private func bringingUp(_ services: [ServiceName]) -> WorkflowStep {
        WorkflowStep(
            .own(arguments: ["up", "-d", "--wait"] + services.map(\.rawValue)),
            for: "what ran before runs again, with a new database"
        ) {
            var reconciliation = ReconciliationOptions(toolVersion: project.session.toolVersion)
            reconciliation.services = services
            reconciliation.waiting = .forAll(required: true)
            _ = try await Up(
                project.session,
                options: Up.Options(reconciliation: reconciliation),
                confirmation: project.context.confirmation
            )
            .run()
        }
    }

    /// Looks at the engine.
    ///
    /// - Throws: ``DatabaseError/unreachable(service:reason:)`` where the data is not the database's own to remove.
    private func findings() async throws -> Findings {
        let state = try await DatabaseState(of: database, in: project)
        let names = Set(state.volumes.map(\.name))
        for volume in project.session.project.volumes.values where volume.isExternal && names.contains(volume.name) {
            throw DatabaseError.unreachable(
                service: database.name.rawValue,
                reason: "volume '\(volume.name)' is external"
            )
        }
        let own = try await project.containers(all: true)
        let everything = try await project.session.client.containers(all: true)
        let users = everything.filter { container in
            container.mounts.contains { names.contains($0.name) }
        }
        let known = Set(own.map(\.id))
        if let stranger = users.first(where: { !known.contains($0.id) && !Self.isOwnRun($0, project.session.name) }) {
            throw DatabaseError.unreachable(
                service: database.name.rawValue,
                reason: "container '\(stranger.name)', which is not of the project, uses the volume"
            )
        }
        let running = Self.services(of: own.filter { DatabaseState.runs($0) })
        let using = Self.services(of: users)
        let dependents = Self.dependents(of: database.name, in: project.session.project)
        let stopped = running.filter { $0 == database.name || using.contains($0) || dependents.contains($0) }
        let present = Self.services(of: own)
        let removed = present.filter { $0 == database.name || using.contains($0) }
        return Findings(
            state: state,
            stopped: stopped,
            removed: removed,
            running: running.contains(database.name) ? running : running + [database.name]
        )
    }

    /// Whether it is a container that a command of the project was run in, or that copies its snapshots.
    private static func isOwnRun(_ container: ContainerSummary, _ project: ProjectName) -> Bool {
        let labels = ComposeLabels(container.labels)
        return labels.belongs(to: project) || labels.snapshotProject == project
    }

    /// The services of containers, each once, in order.
    private static func services(of containers: [ContainerSummary]) -> [ServiceName] {
        Set(containers.compactMap { ComposeLabels($0.labels).service }).sorted()
    }

    /// The services that depend on one, directly or not.
    static func dependents(of service: ServiceName, in project: Project) -> Set<ServiceName> {
        var found: Set<ServiceName> = [service]
        var isGrowing = true
        while isGrowing {
            let more = project.allServices.filter { candidate in
                !found.contains(candidate.name) && candidate.dependsOn.keys.contains { found.contains($0) }
            }
            isGrowing = !more.isEmpty
            found.formUnion(more.map(\.name))
        }
        return found.subtracting([service])
    }
}
