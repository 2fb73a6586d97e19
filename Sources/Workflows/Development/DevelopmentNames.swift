import ComposeLoader
import ComposeModel
import Diagnostics
import Operations
import OrderedCollections

/// What the words behind `dev` mean: services, or the frontend and the backend of a project whose services are called otherwise.
struct DevelopmentNames: Sendable {
    private let project: Project
    private let files: any ProjectFiles
    private let configured: [ServiceRole: ServiceName]

    /// Reads the project's own words for it.
    ///
    /// - Parameter files: where the sources of services are looked at.
    /// - Throws: `SettingsError`.
    init(of loaded: LoadedProject, _ files: any ProjectFiles = DiskProjectFiles()) throws(SettingsError) {
        project = loaded.project
        self.files = files
        let roles = ServiceRole.allCases
        var configured: [ServiceRole: ServiceName] = [:]
        if let section = try WorkflowSettings(of: loaded).section("dev", knowing: roles.map(\.rawValue)) {
            for role in roles {
                guard let text = try section.text(role.rawValue) else { continue }
                let name = ServiceName(text)
                guard project.definition(of: name) != nil else {
                    throw SettingsError(
                        .unknownService,
                        "no such service: \(text)",
                        at: section.path(of: role.rawValue),
                        hint: NameSuggestion.nearest(to: text, among: Self.names(in: project))
                            .map(NameSuggestion.question)
                    )
                }
                configured[role] = name
            }
        }
        self.configured = configured
    }

    /// The services that words mean, each once, in their order.
    ///
    /// - Throws: `UnknownService`, `DevelopmentFailure`.
    func services(for words: [String]) throws -> [ServiceName] {
        var services: [ServiceName] = []
        for word in words {
            let service = try service(for: word)
            if !services.contains(service) { services.append(service) }
        }
        return services
    }

    private func service(for word: String) throws -> ServiceName {
        let name = ServiceName(word)
        guard project.definition(of: name) == nil else { return name }
        guard let role = ServiceRole(rawValue: word) else {
            throw UnknownService(
                name: word,
                known: Self.names(in: project) + ServiceRole.allCases.map(\.rawValue)
            )
        }
        if let service = configured[role] { return service }
        let candidates = role.candidates(in: project, files)
        guard let service = candidates.first else {
            throw DevelopmentFailure.nothingLikeIt(word: word, known: Array(project.services.keys))
        }
        guard candidates.count == 1 else {
            throw DevelopmentFailure.severalLikeIt(word: word, candidates: candidates)
        }
        return service
    }

    private static func names(in project: Project) -> [String] {
        project.allServices.map(\.name.rawValue)
    }
}
