package import ComposeLoader
package import ComposeModel
import EngineAPI
package import EngineClient
import OrderedCollections
package import SessionEvents

extension SessionRequest {
    /// Opens a session with the project and runs `body` in it.
    ///
    /// What is worth knowing of the project is told first. Errors get the places in the Compose files that they are about.
    ///
    /// - Parameter events: where events go.
    /// - Throws: `LoadError`, ``UnknownService``, `EngineError`, what `body` throws.
    package func withProject<Value: Sendable>(
        telling events: any SessionEventSink,
        _ body: (ProjectSession) async throws -> Value
    ) async throws -> Value {
        let engine = Result { try client() }
        async let _ = greet(engine)
        let loaded = try loaded(telling: events)
        return try await open(loaded.project.name, loaded, engine, events) { session in
            var project = ProjectSession(session, try await withCredentials(loaded, session.client, events))
            let client = session.client
            project.reload = ProjectReload { files in
                try await withCredentials(try judged(through: files), client, events)
            }
            return try await body(project)
        }
    }

    /// Opens a session with a project that has been loaded and told of, and runs `body` in it.
    ///
    /// - Parameter loaded: need not be what the request says: a workflow may put projects together.
    /// - Throws: as ``withProject(telling:_:)``, but for `LoadError`.
    package func withProject<Value: Sendable>(
        _ loaded: LoadedProject,
        telling events: any SessionEventSink,
        _ body: (ProjectSession) async throws -> Value
    ) async throws -> Value {
        try await open(loaded.project.name, loaded, Result { try client() }, events) { session in
            try await body(ProjectSession(session, try await withCredentials(loaded, session.client, events)))
        }
    }

    /// Opens a session with the project, or just its name where there are no files, and runs `body` in it.
    ///
    /// Nothing is told of the project: that is for those who bring it up.
    ///
    /// - Throws: as ``withProject(telling:_:)``.
    package func withName<Value: Sendable>(
        telling events: any SessionEventSink,
        _ body: (Session) async throws -> Value
    ) async throws -> Value {
        let engine = Result { try client() }
        async let _ = greet(engine)
        let (name, loaded) = try nameAndFiles()
        return try await open(name, loaded, engine, events, body)
    }

    /// Opens a session with a project's name alone, whatever files there are, and runs `body` in it.
    ///
    /// - Throws: `EngineError`, what `body` throws.
    package func withName<Value: Sendable>(
        _ name: ProjectName,
        telling events: any SessionEventSink,
        _ body: (Session) async throws -> Value
    ) async throws -> Value {
        let engine = Result { try client() }
        async let _ = greet(engine)
        return try await open(name, nil, engine, events, body)
    }

    /// Runs `body` with the engine, whatever project there is.
    ///
    /// - Throws: `EngineError`, what `body` throws.
    package func withEngine<Value: Sendable>(_ body: (EngineClient) async throws -> Value) async throws -> Value {
        let client = try client()
        defer { client.shutDown() }
        return try await body(client)
    }

    private func open<Value: Sendable>(
        _ name: ProjectName,
        _ loaded: LoadedProject?,
        _ engine: Result<EngineClient, any Error>,
        _ events: any SessionEventSink,
        _ body: (Session) async throws -> Value
    ) async throws -> Value {
        try loaded?.checkServices(services)
        events.emit(.projectOpened(name: name.rawValue))
        let client = try engine.get()
        defer { client.shutDown() }
        let folder = ProjectFolder(
            of: name,
            at: client.endpoint,
            environment: load.environment,
            homeDirectory: homeDirectory
        )
        var session = Session(
            of: name,
            loaded: loaded,
            client: client,
            events: events,
            toolVersion: toolVersion,
            lock: ProjectLock(name, in: folder, verb: verb),
            folder: folder
        )
        session.disclosesValues = load.disclosesValues
        session.parallelLimit = parallelLimit
        session.clock = clock
        session.wallClock = wallClock
        do {
            return try await body(session)
        } catch {
            throw loaded.map { LocatedError.located(error, in: $0) } ?? error
        }
    }

    /// Connects to an engine of this host, and asks what it can do, while the files are loaded.
    ///
    /// What fails here is said where the engine is needed, after all that is wrong with the files. One that is elsewhere is
    /// left alone until then: reaching it may start a program.
    private func greet(_ engine: Result<EngineClient, any Error>) async {
        guard needsEngine, let client = try? engine.get(), client.endpoint.socketPath != nil else { return }
        _ = try? await client.capabilities
    }

    /// The project with the credentials for registries, if a service is given them.
    private func withCredentials(
        _ loaded: LoadedProject,
        _ client: EngineClient,
        _ events: any SessionEventSink
    ) async throws -> LoadedProject {
        let services = loaded.project.allServices
        guard let registries = client.registries, services.contains(where: \.useAPISocket) else { return loaded }
        var completed = loaded
        completed.project.registryConfiguration = Confidential(
            try await registries.completeConfiguration { events.emit(.warning("\($0)")) }
        )
        return completed
    }

    /// The project whose images are named by what their names stand for at this time, as their registries say.
    ///
    /// - Throws: `EngineError`, `CancellationError`.
    package func pinningImages(of loaded: LoadedProject, telling events: any SessionEventSink) async throws
        -> LoadedProject
    {
        let client = try client()
        defer { client.shutDown() }
        let names = loaded.namedImages.mapValues { ImageReference($0).completed }
        let pinned = try await withThrowingTaskGroup(of: (ImageReference, String).self) { group in
            for image in Set(names.values) where !image.isPinned {
                group.addTask {
                    let authorization = try await client.registries?.authorization(for: image) { failure in
                        events.emit(.warning("\(failure)"))
                    }
                    return (image, try await client.digest(of: image, authorization: authorization))
                }
            }
            return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
        }
        return loaded.settingImages(names.mapValues { image in pinned[image].map { "\(image)@\($0)" } ?? "\(image)" })
    }

    /// A client for the engine that `docker` would talk to; nothing is sent yet.
    ///
    /// - Throws: `EngineError`.
    private func client() throws -> EngineClient {
        EngineClient(
            endpoint: try EngineEndpoint.resolve(
                context: context,
                environment: load.environment,
                homeDirectory: homeDirectory
            ),
            registries: RegistryCredentials(environment: load.environment, homeDirectory: homeDirectory),
            wantedVersion: try APIVersion.wanted(by: load.environment),
            environment: load.environment
        )
    }
}
