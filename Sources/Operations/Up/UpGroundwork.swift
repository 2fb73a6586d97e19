import ComposeModel
import Reconciliation

/// What bringing up needs to know that only the project and the options say, so that it can be made while the engine is asked.
struct UpGroundwork: Sendable {
    /// The services that are brought up.
    let selection: ServiceSelection
    /// What their containers are made from.
    let blueprints: ServiceBlueprints
    /// What docker compose's digests of the services are of.
    let configurations: [ServiceName: ConfigurationText]
    /// The images that the services' Dockerfiles name.
    let baseImages: [ServiceName: DockerfileReferences]

    /// Makes it, on two threads if there are any to spare.
    ///
    /// - Throws: `ReconciliationError`, as `ServiceSelection` does.
    init(of session: ProjectSession, _ options: ReconciliationOptions) async throws {
        let project = session.project
        selection = try options.selection(of: project)
        let services = selection.services.filter { $0.provider == nil && $0.name != options.oneOff?.service.name }
        let half = services.count / 2
        async let others = Self.blueprints(of: services.dropFirst(half), in: project)
        var blueprints = await Self.blueprints(of: services.prefix(half), in: project)
        configurations = session.configurations.value
        baseImages = DockerfileReader().baseImages(of: project)
        blueprints.add(await others)
        self.blueprints = blueprints
    }

    private static func blueprints(of services: ArraySlice<Service>, in project: Project) async -> ServiceBlueprints {
        var blueprints = ServiceBlueprints()
        for (index, service) in services.enumerated() {
            // What talks to the engine is let through.
            if index.isMultiple(of: 8) { await Task.yield() }
            blueprints.add(service, in: project)
        }
        return blueprints
    }
}
