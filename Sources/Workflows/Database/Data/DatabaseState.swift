import ComposeModel
import EngineAPI
import EngineClient
import Operations

/// What the engine has of a database now.
struct DatabaseState: Sendable {
    /// The database.
    let database: DatabaseService
    /// Its containers, running or not.
    let containers: [ContainerSummary]
    /// The volumes with its data.
    let volumes: [DataVolume]

    /// Whether one of its containers runs.
    var isRunning: Bool { containers.contains { Self.runs($0) } }

    /// Looks at the engine.
    ///
    /// - Throws: ``DatabaseError/unreachable(service:reason:)``, `EngineError`, `CancellationError`.
    init(of database: DatabaseService, in project: DatabaseProject) async throws {
        self.database = database
        containers = try await project.containers(all: true)
            .filter { ComposeLabels($0.labels).service == database.name }
        volumes = try DataVolumes(
            of: database,
            mounted: containers.first?.mounts,
            in: project.session.project
        )
        .volumes
    }

    /// Whether a container runs, paused or not.
    static func runs(_ container: ContainerSummary) -> Bool {
        [.running, .stopping, .paused, .restarting].contains(container.state)
    }

    /// The image that its container runs; where there is none, the one that the files name.
    var image: String {
        guard let container = containers.first else { return database.service.image }
        return container.imageID.rawValue.isEmpty ? container.image : container.imageID.rawValue
    }

    /// The major version of an image, as its variables and its name say it; `nil` where they do not.
    static func version(
        of image: String,
        called name: String,
        _ engine: DatabaseEngine,
        in session: Session
    ) async throws -> MajorVersion? {
        var environment: [String] = []
        do {
            environment = try await session.client.inspectImage(ImageReference(image)).config.env
        } catch EngineError.notFound {
            // It is pulled or built when the database is brought up; until then its name has to do.
        }
        return MajorVersion(of: engine, environment: environment, image: name)
    }
}
