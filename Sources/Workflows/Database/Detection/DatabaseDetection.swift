import ComposeLoader
import ComposeModel
import OrderedCollections

/// Finds the service that is the project's database: pure, over the project and its Dockerfiles.
struct DatabaseDetection: Sendable {
    private let project: Project
    private let settings: DatabaseSettings
    private let files: HostFiles

    /// Creates a search.
    init(in project: Project, settings: DatabaseSettings, files: HostFiles) {
        self.project = project
        self.settings = settings
        self.files = files
    }

    /// The database.
    ///
    /// Where there are several, that one is meant which is not only a cache.
    ///
    /// - Parameter named: the service that the user named.
    /// - Throws: ``DatabaseError``.
    func database(named: String?) throws(DatabaseError) -> DatabaseService {
        if let name = named ?? settings.database {
            guard let service = project.definition(of: ServiceName(name)), let engine = engine(of: service) else {
                throw .unknownDatabase(name)
            }
            return DatabaseService(service: service, engine: engine)
        }
        let all = candidates
        let main = all.filter { !$0.engine.isAuxiliary }
        let meant = main.isEmpty ? all : main
        guard let first = meant.first else { throw .noDatabase }
        guard meant.count == 1 else { throw .severalDatabases(meant.map(\.name.rawValue)) }
        return first
    }

    /// The services that are databases, by the clearest sign that there is: the image, then the place of the data, then the name
    /// together with the variables.
    private var candidates: [DatabaseService] {
        for sign in [byImage, byData, byVariables] {
            let found = project.services.values.compactMap { service in
                sign(service).map { DatabaseService(service: service, engine: $0) }
            }
            if !found.isEmpty { return found }
        }
        return []
    }

    /// What a service that is said to be a database runs, by any sign.
    private func engine(of service: Service) -> DatabaseEngine? {
        byImage(service) ?? byData(service) ?? DatabaseEngine(variables: Set(service.environment.keys))
            ?? DatabaseEngine(image: service.name.rawValue)
    }

    private func byImage(_ service: Service) -> DatabaseEngine? {
        guard service.build != nil else { return DatabaseEngine(image: service.image) }
        // The name that a built image gets says nothing: a backend may be called after what it talks to.
        return files.stages(of: service)?.baseImage.flatMap { DatabaseEngine(image: $0) }
    }

    private func byData(_ service: Service) -> DatabaseEngine? {
        for mount in service.mounts {
            switch mount.kind {
            case .volume, .bind: if let engine = DatabaseEngine(dataAt: mount.target) { return engine }
            default: continue
            }
        }
        return nil
    }

    private func byVariables(_ service: Service) -> DatabaseEngine? {
        let names = ["db", "database", "postgres", "postgresql", "mysql", "mariadb", "mongo", "mongodb"]
        guard names.contains(service.name.rawValue.lowercased()) else { return nil }
        return DatabaseEngine(variables: Set(service.environment.keys)) ?? DatabaseEngine(image: service.name.rawValue)
    }
}
