import ComposeLoader
package import ComposeModel
import Convergence
import DevelopmentLoop
import Diagnostics
import EngineAPI
import EngineClient
import OrderedCollections
import Reconciliation
import SessionEvents
import SystemPackage

/// Carries saved edits into running services, as their `develop.watch` rules say, until cancelled.
package struct Watch: Sendable {
    let session: ProjectSession
    let services: [WatchedService]
    let rebuildsAtStart: Bool
    /// What the Dockerfiles held that count as changed without a rule, by service.
    let dockerfiles: [ServiceName: ModelFiles]

    /// Creates the operation.
    ///
    /// - Parameters:
    ///   - services: those that are watched; empty means all that have rules.
    ///   - rebuildsAtStart: whether images that are older than the files of their `rebuild` rules are built first.
    ///   - includesDockerfiles: whether a change of a Dockerfile builds the services anew that are built by it, without a rule.
    /// - Throws: `ReconciliationError` for a service that does not exist, `DevelopmentLoopError` for rules that make no
    ///   sense.
    package init(
        _ session: ProjectSession,
        services: [ServiceName],
        rebuildsAtStart: Bool = true,
        includingDockerfiles includesDockerfiles: Bool = false
    ) throws {
        self.session = session
        self.rebuildsAtStart = rebuildsAtStart
        let files = session.modelFiles
        var dockerfiles: [ServiceName: ModelFiles] = [:]
        self.services = try ServiceSelection(services, of: session.project).services.compactMap {
            guard var watched = try WatchedService($0, without: files) else { return nil }
            if includesDockerfiles, let path = $0.build.flatMap(DockerfileReader.path) {
                if watched.addRebuild(because: FilePath(path)) { dockerfiles[$0.name] = ModelFiles([path]) }
            }
            return watched
        }
        self.dockerfiles = dockerfiles
        if self.services.isEmpty { throw DevelopmentLoopError(.nothingToWatch) }
    }

    /// The names of the services that are watched.
    package var serviceNames: [String] { services.map(\.name.rawValue) }

    /// What is done to containers before they are started, so that they start with what the tree holds.
    var preparation: any ContainerPreparation {
        Preparation(
            sync: InitialSync(
                services: services,
                project: session.project.name,
                projectDirectory: FilePath(session.project.workingDirectory),
                engine: session.client,
                events: session.events
            )
        )
    }

    /// Watches.
    ///
    /// - Parameters:
    ///   - control: lets others wait for what the session does.
    ///   - handover: what a session before this one left.
    ///   - receipts: writes down what became of batches; `nil` is nobody.
    /// - Throws: `FileWatchingError` when the system refuses; failures of single files, services and containers are events.
    func run(
        _ control: WatchControl = WatchControl(),
        after handover: WatchHandover = WatchHandover(),
        noting receipts: ReceiptLog? = nil
    ) async throws {
        try await WatchSession(
            project: session.project.name,
            projectDirectory: FilePath(session.project.workingDirectory),
            services: services,
            engine: session.client,
            operations: PlannedServiceOperations(session: session, watch: self, rebuildsAtStart: rebuildsAtStart),
            events: ReceiptRecorder(events: session.events, log: receipts),
            control: control,
            after: handover
        )
        .run()
    }

    private struct Preparation: ContainerPreparation {
        let sync: InitialSync

        func prepare(_ container: ContainerID, of service: ServiceName) async throws {
            try await sync.prepare(container, of: service)
        }
    }
}

extension WatchedService {
    /// Adds that the service is built anew when a file changes, unless a rule says that already.
    ///
    /// - Returns: whether it was added.
    fileprivate mutating func addRebuild(because file: FilePath) -> Bool {
        let rule = WatchedPath(action: .rebuild, host: file)
        guard !paths.contains(where: { $0.action == .rebuild && $0.wants(rule.host) }) else { return false }
        paths.append(rule)
        return true
    }
}

extension ProjectSession {
    /// The files that the project itself is made of, which are no concern of its containers.
    fileprivate var modelFiles: Set<FilePath> {
        var paths = loaded.sourceFiles
        if project.environmentFiles.isEmpty { paths.insert("\(project.workingDirectory)/.env") }
        for secret in project.secrets.values {
            if case .file(let path) = secret.source { paths.insert(path) }
        }
        let disk = DiskProjectFiles()
        return Set(paths.union(paths.map(disk.resolvingSymbolicLinks)).map { FilePath($0).lexicallyNormalized() })
    }
}
