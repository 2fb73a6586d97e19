import ComposeModel
import OrderedCollections
import Reconciliation

/// Finds the service that runs migrations: pure, over the project and the files that services are made of.
struct MigrationDetection: Sendable {
    private let project: Project
    private let settings: DatabaseSettings
    private let files: HostFiles

    /// Creates a search.
    init(in project: Project, settings: DatabaseSettings, files: HostFiles) {
        self.project = project
        self.settings = settings
        self.files = files
    }

    /// The service.
    ///
    /// Of several that are made of one directory, such as a server and a worker, the one with ports is meant.
    ///
    /// - Throws: ``DatabaseError``.
    func service() throws(DatabaseError) -> MigrationService {
        if let name = settings.service {
            guard let service = project.definition(of: ServiceName(name)), let found = configured(service) else {
                throw .noMigrations
            }
            return found
        }
        var candidates = project.services.values.compactMap { found(in: $0, tools: MigrationTools.names) }
        // A service that only runs migrations may have a profile of its own.
        if candidates.isEmpty {
            candidates = project.disabledServices.values.compactMap { found(in: $0, tools: MigrationTools.names) }
        }
        guard let first = candidates.first else { throw .noMigrations }
        guard Set(candidates.map(\.root)).count == 1 else {
            throw .severalMigrations(candidates.map(\.name.rawValue))
        }
        return candidates.first { !$0.service.ports.isEmpty } ?? first
    }

    /// The service that the settings name, with what is known of its tool.
    private func configured(_ service: Service) -> MigrationService? {
        let found = found(in: service, tools: settings.tool.map { [$0] } ?? MigrationTools.names)
        let known = found?.tool ?? settings.tool.flatMap { MigrationTools.tool($0) } ?? flyway
        guard known != nil || !settings.commands.isEmpty else { return nil }
        return MigrationService(
            service: service,
            tool: ConfiguredTool(
                commands: settings.commands,
                directory: settings.containerDirectory,
                otherwise: known
            ),
            root: found?.root,
            directory: settings.directory ?? found?.directory,
            map: PathMap(of: service, files: files)
        )
    }

    /// Flyway with the directory that the settings name.
    private var flyway: (any MigrationTool)? {
        guard settings.tool == "flyway", let directory = settings.directory else { return nil }
        return FlywayTool(directory: directory)
    }

    private func found(in service: Service, tools: [String]) -> MigrationService? {
        let map = PathMap(of: service, files: files)
        if tools.contains("flyway"), let directory = Self.flywayDirectory(of: service) {
            return MigrationService(
                service: service,
                tool: FlywayTool(directory: directory),
                root: nil,
                directory: directory,
                map: map
            )
        }
        for root in roots(of: service) {
            for name in tools {
                guard let tool = MigrationTools.tool(name, in: root, of: files) else { continue }
                let place = tool.place.directory
                let known = place.hasPrefix("/") ? place : place == "." ? root : "\(root)/\(place)"
                let directory = settings.directory ?? known
                return MigrationService(service: service, tool: tool, root: root, directory: directory, map: map)
            }
        }
        return nil
    }

    /// The directories that the service is made of, each once.
    private func roots(of service: Service) -> [String] {
        var roots: [String] = []
        func add(_ path: String) {
            var path = path
            while path.hasSuffix("/") { path.removeLast() }
            if !path.isEmpty, !roots.contains(path), files.isDirectory(path) { roots.append(path) }
        }
        if let build = service.build, RemoteContext(build.context) == nil {
            add(build.context)
            let dockerfile = HostFiles.dockerfilePath(of: build)
            if let end = dockerfile.lastIndex(of: "/") { add(String(dockerfile[..<end])) }
        }
        for mount in service.mounts { if case .bind(let source, _) = mount.kind { add(source) } }
        for rule in service.watchRules where rule.target != nil { add(rule.path) }
        return roots
    }

    /// The directory of this machine that a service of Flyway's image has its files from; `nil` for another service.
    private static func flywayDirectory(of service: Service) -> String? {
        guard service.build == nil, service.image.contains("flyway") else { return nil }
        for mount in service.mounts where mount.target.hasPrefix("/flyway/sql") {
            if case .bind(let source, _) = mount.kind { return source }
        }
        return nil
    }
}
