import ComposeLoader
import Operations

/// Which layers of a project's files a workflow loads: those of an environment where there is one, or none.
struct LayerChoice: Sendable {
    private let original: SessionRequest
    private let environments: Set<String>

    /// Finds the environments of the project that a request is about; with files of the user's own there are none.
    init(_ request: SessionRequest) {
        original = request
        guard request.load.files.isEmpty else {
            environments = []
            return
        }
        let known = ProjectEnvironments(request.load, files: DiskProjectFiles())
        environments = Set(known.all.map(\.name))
    }

    /// The environment that the user asked for.
    var asked: String? { original.load.environmentName }

    /// Whether the project has an environment.
    func has(_ environment: String) -> Bool { environments.contains(environment) }

    /// The request with the layers of an environment, or with none of them.
    func request(in environment: String?) -> SessionRequest {
        var request = original
        request.load.environmentName = environment
        return request
    }

    /// What stands before a command by hand so that it takes the layers of an environment, unless the user asked for them anyway.
    func words(for environment: String?) -> [String] {
        guard let environment, environment != asked else { return [] }
        return ["-E", environment]
    }
}
