import ComposeLoader
package import ComposeModel
import Diagnostics
package import Operations
package import SessionEvents

/// The project that `dev` brings up, loaded from its layers.
package struct DevelopmentProject: Sendable {
    let mix: DevelopmentMix
    /// The words that stand before a command by hand that takes the layer for development.
    let developmentWords: [String]
    /// The request that it was loaded with.
    package let request: SessionRequest
}

extension DevelopmentProject {
    /// Loads it, and tells of it what is worth knowing.
    ///
    /// - Parameters:
    ///   - asked: the user's request.
    ///   - words: services, `frontend` and `backend`; empty means everything.
    ///   - includesDependencies: whether what they depend on is brought up, too.
    /// - Throws: `LoadError`, `SettingsError` and others with their places, `UnknownService`, `DevelopmentFailure`,
    ///   `ReconciliationError`.
    package init(
        _ asked: SessionRequest,
        _ words: [String],
        includingDependencies includesDependencies: Bool,
        telling events: any SessionEventSink
    ) throws {
        let layers = LayerChoice(asked)
        let environment = asked.load.environmentName ?? (layers.has("dev") ? "dev" : nil)
        var request = layers.request(in: environment)
        request.services = []
        let named = try Self.services(for: words, request)
        request.load.services = named.map(\.rawValue)
        request.load.neededServices = .named(withDependencies: includesDependencies)
        let development = try request.loaded(telling: events)
        let deliveries = try Self.deliveries(
            of: development,
            named,
            layers,
            besides: environment,
            request.load.services,
            telling: events
        )
        mix = try DevelopmentMix(
            development,
            workingOn: named,
            includingDependencies: includesDependencies,
            deliveries: deliveries
        )
        developmentWords = layers.words(for: environment)
        self.request = request
        let all = mix.warnings
        // Of a whole stack it is said only where nothing at all is watched.
        if !named.isEmpty || !mix.isWatched {
            for warning in development.located(all) { events.emit(.warning(warning)) }
        }
    }

    /// The services from source, by name; those whose edits are carried over.
    package var services: [ServiceName] { mix.fromSource }

    /// Whether anything is watched.
    package var isWatched: Bool { mix.isWatched }

    /// Runs `body` in a session with it.
    ///
    /// - Throws: `EngineError`, what `body` throws.
    package func withSession<Value: Sendable>(
        telling events: any SessionEventSink,
        _ body: (ProjectSession) async throws -> Value
    ) async throws -> Value {
        try await request.withProject(mix.loaded, telling: events, body)
    }

    /// The services that words mean.
    private static func services(for words: [String], _ request: SessionRequest) throws -> [ServiceName] {
        guard !words.isEmpty else { return [] }
        var request = request
        request.load.neededServices = .none
        let loaded = try request.loadedInSilence()
        do {
            return try DevelopmentNames(of: loaded).services(for: words)
        } catch {
            throw LocatedError.located(error, in: loaded)
        }
    }

    /// The project without the layer for development; none where there is no such layer.
    private static func deliveries(
        of development: LoadedProject,
        _ named: [ServiceName],
        _ layers: LayerChoice,
        besides environment: String?,
        _ services: [String],
        telling events: any SessionEventSink
    ) throws -> [LoadedProject] {
        guard environment != nil, !named.isEmpty else { return [] }
        let load = { (name: String?) throws -> LoadedProject in
            var request = layers.request(in: name)
            request.load.services = services
            request.load.neededServices = .named(withDependencies: true)
            request.load.projectName = development.project.name.rawValue
            return try request.loadedInSilence()
        }
        var deliveries = [try load(nil)]
        let needsMore = try DevelopmentMix.needsFurtherDelivery(
            development,
            workingOn: named,
            deliveries: deliveries
        )
        guard needsMore, environment != "prod", layers.has("prod") else { return deliveries }
        do {
            deliveries.append(try load("prod"))
        } catch {
            // What is only for production, such as its secrets, need not be here.
            let reason = Diagnostic.all(of: error).first?.message ?? "\(error)"
            events.emit(
                .warning("environment 'prod' cannot be loaded, so services run as the files without it say: \(reason)")
            )
        }
        return deliveries
    }
}
