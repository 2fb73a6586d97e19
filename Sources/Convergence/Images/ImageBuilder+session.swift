import BuildSessions
import ComposeModel
import Diagnostics
import EngineAPI
import EngineClient
import IgnoreRules
import Reconciliation
import SystemPackage

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Builds by BuildKit: the engine asks for what it needs while it builds.
extension ImageBuilder {
    /// The names under which BuildKit asks for the two directories of a build.
    ///
    /// - Source: `frontend/dockerfile/builder/build.go` of BuildKit.
    private enum DirectoryName {
        static let context = "context"
        static let dockerfile = "dockerfile"
    }

    /// A Dockerfile as it is sent: beside the context, from memory.
    struct SentDockerfile {
        /// Its text.
        var text: [UInt8]
        /// What it is called.
        var name = "Dockerfile"
        /// The path of its file; empty where it has none.
        var source = ""
        /// The ignore file that counts for it; `nil` leaves that to the engine.
        var ignoreFile: [UInt8]?

        /// The files by their names.
        var files: [String: [UInt8]] {
            var files = [name: text]
            files["\(name).dockerignore"] = ignoreFile
            return files
        }
    }

    /// Builds, and gives the image its names.
    ///
    /// - Throws: ``ConvergenceError/build(service:_:)``, `EngineError`, `CancellationError`.
    func buildInSession(
        _ build: Operation.BuildImage,
        _ request: BuildOptions,
        onEvent: @escaping @Sendable (BuildEvent) -> Void
    ) async throws {
        if let remote = request.remote {
            return try await self.build(
                request,
                offering: [],
                SharedKey(parts: [remote, request.dockerfile]),
                of: build.service,
                secrets: try secrets(of: build),
                agents: build.agents,
                onEvent: onEvent
            )
        }
        let root = FilePath(build.context).lexicallyNormalized()
        if let flaw = Self.flaw(ofDirectory: root) { throw ConvergenceError.build(service: build.service, flaw) }
        let dockerfile = try dockerfile(of: build, in: root)
        let secrets = try secrets(of: build)
        try await withContexts(of: build, request, in: dockerfile) { request, dockerfile in
            try await self.build(
                request,
                from: root,
                dockerfile,
                of: build.service,
                secrets: secrets,
                agents: build.agents,
                onEvent: onEvent
            )
        }
    }

    /// Builds from a directory of this host.
    ///
    /// - Throws: ``ConvergenceError/build(service:_:)``, `EngineError`, `CancellationError`.
    func build(
        _ request: BuildOptions,
        from root: FilePath,
        _ dockerfile: SentDockerfile,
        of service: ServiceName,
        secrets: [String: [UInt8]] = [:],
        agents: [BuildAgent] = [],
        onEvent: @escaping @Sendable (BuildEvent) -> Void
    ) async throws {
        let files = FileSyncService(
            [
                DirectoryName.context: .host(root),
                // Another time than that of the last build, which may have been within the same moment: it is sent again.
                DirectoryName.dockerfile: .memory(
                    dockerfile.files,
                    modified: FileMetadata.Timestamp(
                        seconds: .random(in: 1_000_000_000..<2_000_000_000),
                        nanoseconds: .random(in: 0..<1_000_000_000)
                    )
                ),
            ],
            report: { [events] incident in
                guard let text = Self.warning(of: incident) else { return }
                events.warn("build of '\(service)': \(text)")
            }
        )
        var request = request
        request.remote = BuildOptions.sessionContext
        request.dockerfile = dockerfile.name
        do {
            try await self.build(
                request,
                offering: [files],
                SharedKey(parts: [root.string, dockerfile.source, request.target ?? ""]),
                of: service,
                secrets: secrets,
                agents: agents,
                onEvent: onEvent
            )
        } catch let error as EngineError {
            // The engine only knows that it did not get the files.
            guard let failure = files.failure else { throw error }
            throw ConvergenceError.build(service: service, Self.flaw(failure, context: root.string))
        }
    }

    /// Builds in a session that offers services, what registries want to see, and secrets and agents where there are any.
    private func build(
        _ request: BuildOptions,
        offering offered: [any SessionService],
        _ sharedKey: SharedKey,
        of service: ServiceName,
        secrets: [String: [UInt8]],
        agents: [BuildAgent],
        onEvent: @escaping @Sendable (BuildEvent) -> Void
    ) async throws {
        let reachable = withReachableCaches(request, of: service)
        let layers = Self.layerDirectories(of: reachable)
        do {
            let sources = agents.map { AgentSource(identifier: $0.identifier, path: $0.path) }
            try await AgentSource.with(sources, environment: environment) { agents in
                var services: [any SessionService] = offered + [credentials]
                // The engine tells what it is not offered from what it is not given.
                if !secrets.isEmpty { services.append(SecretService(secrets)) }
                if !agents.isEmpty { services.append(AgentService(agents)) }
                if !layers.isEmpty { services.append(LayerService(layers)) }
                let session = BuildSession(sharedKey: sharedKey, services: services)
                var request = reachable
                request.session = session.identifier
                try await client.withSession(
                    session.identifier,
                    sharedKey: session.sharedKey.text,
                    methods: session.paths
                ) { connection in
                    try await session.serving(connection.input, send: connection.send) {
                        _ = try await client.build(request) { event in
                            keep(event, in: request.cacheExports, of: service)
                            onEvent(event)
                        }
                    }
                }
            }
        } catch EngineError.notFound(.engine, let message) where request.needsControl {
            throw ConvergenceError.build(service: service, .controlMissing(reason: message))
        } catch let failure as AgentFailure {
            let diagnostic = failure.diagnostics.first ?? Diagnostic(message: "\(failure)")
            throw ConvergenceError.build(service: service, .agentMissing(diagnostic))
        }
    }

    /// The Dockerfile of a build.
    private func dockerfile(of build: Operation.BuildImage, in root: FilePath) throws -> SentDockerfile {
        var dockerfile = SentDockerfile(text: [])
        var ignoring = FilePath("Dockerfile")
        switch build.dockerfile {
        case .inline(let inline): dockerfile.text = Array(inline.utf8)
        case .file(let path):
            let file = build.dockerfile(at: path)
            dockerfile.text = try Self.dockerfile(at: file, of: build.service)
            dockerfile.name = file.lastComponent?.string ?? dockerfile.name
            (dockerfile.source, ignoring) = (file.string, FilePath(path))
        }
        do {
            // Read here, so that what is wrong with it is said with its place, and given to the engine beside the
            // Dockerfile, where it looks first.
            _ = try IgnoreRules.ofBuildContext(root, dockerfile: ignoring)
            if let file = IgnoreRules.ignoreFile(context: root, dockerfile: ignoring) {
                dockerfile.ignoreFile = FileManager.default.contents(atPath: file.string).map { Array($0) }
            }
        } catch {
            throw ConvergenceError.build(service: build.service, Self.flaw(error))
        }
        return dockerfile
    }

    /// The secrets by the names that the Dockerfile has for them.
    private func secrets(of build: Operation.BuildImage) throws -> [String: [UInt8]] {
        var secrets: [String: [UInt8]] = [:]
        for secret in build.secrets {
            switch secret.source {
            case .text(let text): secrets[secret.identifier] = Array(text.text.utf8)
            case .file(let path):
                let reason: String
                do {
                    let metadata = try FileMetadata(of: FilePath(path), followingLink: true)
                    try FileDescriptor.open(path, .readOnly, options: [.nonBlocking, .closeOnExec]).close()
                    if metadata.size > Int64(SecretService.longestSecret) {
                        reason = "it has \(metadata.size) bytes, and a secret of a build has 512,000 at most"
                    } else if let bytes = FileManager.default.contents(atPath: path) {
                        secrets[secret.identifier] = Array(bytes)
                        continue
                    } else {
                        reason = "it is no file"
                    }
                } catch {
                    reason = "\(error)".lowercased()
                }
                throw ConvergenceError.build(
                    service: build.service,
                    .secretUnusable(key: secret.key, path: path, reason: reason)
                )
            }
        }
        return secrets
    }

    /// What registries want to see.
    private var credentials: CredentialService {
        CredentialService { [client, events] host in
            let authorization = try await client.registries?.authorization(forHost: host) { failure in
                events.warn("\(failure)")
            }
            guard let authorization else { return nil }
            guard authorization.identityToken.isEmpty else {
                return .init(user: "", secret: authorization.identityToken)
            }
            return .init(user: authorization.username, secret: authorization.password)
        }
    }

    /// What is said of a file that is in the image otherwise than on the host.
    private static func warning(of incident: SyncIncident) -> String? {
        switch incident {
        case .vanished(let path): warning(ofVanished: path)
        case .changed(let path): "'\(path)' changed while the context was sent, the image may have parts of both"
        case .notSendable: nil
        }
    }

    /// What it means for a build that its files could not be sent.
    private static func flaw(_ failure: SyncFailure, context: String) -> ConvergenceError.BuildFlaw {
        switch failure {
        case .unreadable(let path, let errno):
            unreadable(path, errno, inContext: name(of: path, inContext: context))
        case .vanished(let path):
            .fileVanished(path: path.string, inContext: name(of: path, inContext: context))
        case .refused: .unreadable("\(failure)")
        }
    }
}
