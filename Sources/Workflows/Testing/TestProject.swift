import ComposeLoader
import ComposeModel
package import Operations
package import SessionEvents

/// The project in which `test` runs: the layer for tests, under a name of its own.
package struct TestProject: Sendable {
    let choice: TestChoice
    let loaded: LoadedProject
    /// What stands before a command by hand that works on it.
    let words: [String]
    /// The request that it was loaded with.
    package let request: SessionRequest
}

extension TestProject {
    /// Loads it, and tells of it what is worth knowing.
    ///
    /// - Parameters:
    ///   - asked: the user's request.
    ///   - service: the service that the user named; `nil` leaves it to the project.
    /// - Throws: `LoadError`, `SettingsError` with its place, `UnknownService`, `TestFailure`.
    package init(_ asked: SessionRequest, service: String?, telling events: any SessionEventSink) throws {
        let layers = LayerChoice(asked)
        let environment = layers.has("test") ? "test" : asked.load.environmentName
        var request = layers.request(in: environment)
        request.services = []
        request.load.neededServices = .none
        let plain = try request.loadedInSilence()
        let name = "\(plain.project.name)-test"
        let chosen = try Self.choice(service, of: plain).service.name
        request.load.projectName = name
        request.load.services = [chosen.rawValue]
        request.load.neededServices = .named(withDependencies: true)
        let isolation = TestIsolation(try request.loaded(telling: events))
        for warning in isolation.warnings { events.emit(.warning(warning)) }
        choice = try Self.choice(chosen.rawValue, of: isolation.loaded)
        loaded = isolation.loaded
        words = layers.words(for: environment) + ["-p", name]
        self.request = request
    }

    private static func choice(_ service: String?, of loaded: LoadedProject) throws -> TestChoice {
        do {
            return try TestChoice(service, of: loaded)
        } catch {
            throw LocatedError.located(error, in: loaded)
        }
    }

    /// Runs `body` in a session with it.
    ///
    /// - Throws: `EngineError`, what `body` throws.
    package func withSession<Value: Sendable>(
        telling events: any SessionEventSink,
        _ body: (ProjectSession) async throws -> Value
    ) async throws -> Value {
        try await request.withProject(loaded, telling: events, body)
    }
}
