import ComposeLoader
import ComposeModel
import Operations
import OrderedCollections
import Workflows

/// The names that a project has, for completion.
struct ProjectNames: Hashable {
    /// The services, those of profiles that are not active as well, with their images.
    var services: [Completion.Candidate] = []
    /// The profiles.
    var profiles: [String] = []
    /// The environments.
    var environments: [String] = []
    /// The networks.
    var networks: [String] = []
    /// The volumes.
    var volumes: [String] = []

    /// The verbs that it has of its own.
    var verbs: [Completion.Candidate] = []

    /// No project.
    init() {}

    /// Reads the project's files and nothing else; a project that cannot be loaded has no names but those of environments.
    ///
    /// - Parameter options: the options before the verb, in the parser's form.
    init(_ options: [String], in surroundings: Surroundings) {
        guard let global = try? EngardeCommand.parsed(options).options, !global.file.contains("-") else { return }
        var request = Invocation(global, in: surroundings).loadRequest(needing: .none)
        request.profiles = ["*"]
        request.keepsUnusedResources = true
        request.mergesServiceEnvironmentFiles = false
        environments = ProjectEnvironments(request).all.map(\.name)
        // Where a variable is missing, the names are known all the same.
        guard let loaded = Self.load(request) ?? Self.load(request.uninterpolated) else { return }
        services = loaded.project.services.values.map { service in
            Completion.Candidate(
                word: service.name.rawValue,
                meaning: service.build == nil ? service.image : "built here"
            )
        }
        profiles = ProjectListing.profiles.lines(of: loaded)
        networks = ProjectListing.networks.lines(of: loaded)
        volumes = ProjectListing.volumes.lines(of: loaded)
        verbs = ((try? OwnVerbs(of: loaded, besides: EngardeProgram.reservedNames))?.all ?? [])
            .map { Completion.Candidate(word: $0.name, meaning: $0.description) }
    }

    private static func load(_ request: LoadRequest) -> LoadedProject? {
        try? ProjectLoader(files: DiskProjectFiles()).load(request)
    }
}

extension LoadRequest {
    fileprivate var uninterpolated: LoadRequest {
        var request = self
        request.interpolates = false
        return request
    }
}
