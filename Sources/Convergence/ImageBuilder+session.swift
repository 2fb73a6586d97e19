import BuildSessions
import ComposeModel
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

    /// Builds, and gives the image its names.
    ///
    /// - Throws: ``ConvergenceError/build(service:_:)``, `EngineError`, `CancellationError`.
    func buildInSession(
        _ build: Operation.BuildImage,
        _ request: BuildOptions,
        onEvent: (BuildEvent) -> Void
    ) async throws {
        let root = FilePath(build.context).lexicallyNormalized()
        if let flaw = Self.flaw(ofDirectory: root) { throw ConvergenceError.build(service: build.service, flaw) }
        let dockerfile = try dockerfile(of: build, in: root)
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
                guard case .vanished(let path) = incident else { return }
                events.warn("build of '\(build.service)': \(Self.warning(ofVanished: path))")
            }
        )
        let session = BuildSession(
            sharedKey: SharedKey(parts: [root.string, dockerfile.source, request.target ?? ""]),
            services: [files, credentials]
        )
        var request = request
        request.remote = BuildOptions.sessionContext
        request.session = session.identifier
        request.dockerfile = dockerfile.name
        do {
            try await client.withSession(
                session.identifier,
                sharedKey: session.sharedKey.text,
                methods: session.paths
            ) { connection in
                try await session.serving(connection.input, send: connection.send) {
                    _ = try await client.build(request, onEvent: onEvent)
                }
            }
        } catch let error as EngineError {
            // The engine only knows that it did not get the files.
            guard let failure = files.failure else { throw error }
            throw ConvergenceError.build(service: build.service, Self.flaw(failure, context: root.string))
        }
    }

    /// The files of the directory with the Dockerfile, what that is called in it, and where it comes from.
    private func dockerfile(
        of build: Operation.BuildImage,
        in root: FilePath
    ) throws -> (files: [String: [UInt8]], name: String, source: String) {
        var (name, source, ignoring) = ("Dockerfile", "", FilePath("Dockerfile"))
        let text: [UInt8]
        switch build.dockerfile {
        case .inline(let inline): text = Array(inline.utf8)
        case .file(let path):
            let file = build.dockerfile(at: path)
            text = try Self.dockerfile(at: file, of: build.service)
            name = file.lastComponent?.string ?? name
            (source, ignoring) = (file.string, FilePath(path))
        }
        var files = [name: text]
        do {
            // Read here, so that what is wrong with it is said with its place, and given to the engine beside the
            // Dockerfile, where it looks first.
            _ = try IgnoreRules.ofBuildContext(root, dockerfile: ignoring)
            if let file = IgnoreRules.ignoreFile(context: root, dockerfile: ignoring),
                let bytes = FileManager.default.contents(atPath: file.string)
            {
                files["\(name).dockerignore"] = Array(bytes)
            }
        } catch {
            throw ConvergenceError.build(service: build.service, Self.flaw(error))
        }
        return (files, name, source)
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
