import ComposeLoader
import ComposeModel
import OrderedCollections

/// What a service is to the people who work on a project, where they do not name it.
enum ServiceRole: String, Sendable, CaseIterable {
    /// What runs in browsers, and what serves it while it is worked on.
    case frontend
    /// What answers requests with the help of a database.
    case backend

    /// The services that look like it, in the order of their names.
    ///
    /// - Shape: those whose files say so; only where there are none, those that their ports and dependencies speak for.
    func candidates(in project: Project, _ files: any ProjectFiles) -> [ServiceName] {
        for services in [Array(project.services.values), Array(project.disabledServices.values)] {
            let built = services.filter { $0.build != nil }
            let certain = built.filter { isCertain($0, in: project, files) }
            if !certain.isEmpty { return certain.map(\.name) }
            let likely = built.filter { isLikely($0, in: project, files) }
            if !likely.isEmpty { return likely.map(\.name) }
        }
        return []
    }

    private func isCertain(_ service: Service, in project: Project, _ files: any ProjectFiles) -> Bool {
        switch self {
        case .frontend: Self.manifest(of: service, files)?.isFrontend ?? false
        case .backend: Self.servesRequests(service, files) && Self.dependsOnDatabase(service, in: project)
        }
    }

    private func isLikely(_ service: Service, in project: Project, _ files: any ProjectFiles) -> Bool {
        switch self {
        case .frontend:
            let usual: Set<UInt16> = [3000, 5173, 8080]
            let servesPages = service.ports.contains { port in
                usual.contains(port.target) || port.published.map { usual.contains($0.lower) } ?? false
            }
            return servesPages && service.dependsOn.keys.contains { project.definition(of: $0)?.build != nil }
        case .backend: return Self.servesRequests(service, files)
        }
    }

    private static func manifest(of service: Service, _ files: any ProjectFiles) -> PackageManifest? {
        service.build.flatMap { PackageManifest(in: $0.context, files) }
    }

    private static func servesRequests(_ service: Service, _ files: any ProjectFiles) -> Bool {
        guard let build = service.build else { return false }
        let marks = ["requirements.txt", "pyproject.toml", "manage.py", "Gemfile", "go.mod"]
        if marks.contains(where: { files.kind(of: "\(build.context)/\($0)") == .file }) { return true }
        guard let manifest = manifest(of: service, files) else { return false }
        return manifest.isBackend && !manifest.isFrontend
    }

    private static func dependsOnDatabase(_ service: Service, in project: Project) -> Bool {
        service.dependsOn.keys.contains { name in
            guard let image = project.definition(of: name)?.image.lowercased() else { return false }
            let databases = ["postgres", "postgis", "timescale", "mysql", "mariadb", "mongo", "cockroach", "mssql"]
            return databases.contains { image.contains($0) }
        }
    }
}
