internal import ComposeYAML
internal import Diagnostics

/// The environments of a project, by the names of its files.
///
/// - Shape: an environment is there when beside the base file is a `docker-compose.{name}.yml` or `compose.{name}.yaml`, or in the
///   project's directory a `.env.{name}` or `docker/env/.env.{name}`.
/// - Ownership: looks at the files whenever it is asked.
public struct ProjectEnvironments: Sendable {
    let request: LoadRequest
    let files: any ProjectFiles
    /// The absolute directory of the base file, in which the layers are; `nil` where there is no project.
    private let composeDirectory: String?
    /// The absolute directory of the project, in which the env files are.
    private let projectDirectory: String

    /// The environments of the project that a request is about, whichever of them it asks for.
    ///
    /// - Parameters:
    ///   - request: says where the project is: by its files, its directory, or else by the search upward.
    ///   - files: where files come from.
    public init(_ request: LoadRequest, files: any ProjectFiles = DiskProjectFiles()) {
        let absolute = { (path: String) in LexicalPath.resolve(path, from: request.workingDirectory) }
        let named = request.projectDirectory.map(absolute)
        let start = named ?? request.workingDirectory
        let base =
            request.files.first { $0 != "-" }.map(absolute)
            ?? ComposeFileSearch(files: files).baseFiles(from: start).first
        let directory = base.map(LexicalPath.directory)
        self.init(request, files: files, composeDirectory: directory, projectDirectory: named ?? directory ?? start)
    }

    /// The environments of a project whose directories are known.
    init(_ request: LoadRequest, files: any ProjectFiles, composeDirectory: String?, projectDirectory: String) {
        self.request = request
        self.files = files
        self.composeDirectory = composeDirectory
        self.projectDirectory = projectDirectory
    }

    /// Those that are there: development, test, staging and production first, then others by name.
    ///
    /// - Shape: of other names than these, only those with a Compose file, or with an env file in `docker/env`. Where two files
    ///   contradict, which ``named(_:)`` tells, the one that comes first is among its files.
    public var all: [ProjectEnvironment] {
        guard let composeDirectory else { return [] }
        let known = EnvironmentName.known.compactMap { EnvironmentName($0[0]) }
        let others =
            files.names(in: composeDirectory).compactMap(EnvironmentName.init(ofComposeFile:))
            + files.names(in: environmentFolder).compactMap(EnvironmentName.init(ofEnvironmentFile:))
        let further = Set(others).subtracting(known).sorted { $0.canonical < $1.canonical }
        return (known + further).compactMap { name in
            let found = Found(name, in: self)
            return found.isEmpty ? nil : environment(name, found)
        }
    }

    /// The environment of a name, which may be a short or a long one.
    ///
    /// - Throws: `LoadError` where there is none, where two of its files contradict, and where there is no project.
    public func named(_ name: String) throws(LoadError) -> ProjectEnvironment {
        try named(name, source: .option, at: nil)
    }

    /// The environment of a name.
    ///
    /// - Parameters:
    ///   - source: who named it.
    ///   - location: where it is written; `nil` where no file names it.
    func named(
        _ name: String,
        source: EnvironmentSelection.Source,
        at location: SourceLocation?
    ) throws(LoadError) -> ProjectEnvironment {
        guard composeDirectory != nil else { throw ComposeFileSearch(files: files).notFound(from: projectDirectory) }
        guard let environmentName = EnvironmentName(name) else { throw unknown(name, source, at: location) }
        let found = Found(environmentName, in: self)
        if found.isEmpty { throw unknown(name, source, at: location) }
        let contradictions = found.groups.compactMap { differing(among: $0) }
        guard contradictions.isEmpty else {
            let diagnostics = contradictions.map { contradiction($0.first, $0.second, of: environmentName) }
            throw LoadError(stage: .workspace, diagnostics: diagnostics)
        }
        return environment(environmentName, found)
    }

    /// The environment that the project of the request is loaded as, and who asks for it; `nil` for none.
    ///
    /// - Throws: `LoadError` where one is asked for that is not there, where the workspace's settings are wrong, and where there
    ///   is no project.
    public func selected() throws(LoadError) -> EnvironmentSelection? {
        let context = LoadContext(of: request, through: files)
        return try Discovery(context: context).run().selection
    }

    /// A path as the user would type it.
    public func display(_ path: String) -> String { LexicalPath.display(path, from: request.workingDirectory) }

    private var environmentFolder: String { LexicalPath.join(projectDirectory, "docker/env") }

    /// The files of an environment, in all the names that they may have.
    private struct Found {
        var layers: [String] = []
        var environmentFiles: [String] = []
        var folderFiles: [String] = []

        init(_ name: EnvironmentName, in environments: ProjectEnvironments) {
            let search = ComposeFileSearch(files: environments.files)
            let (root, folder) = (environments.projectDirectory, environments.environmentFolder)
            if let directory = environments.composeDirectory {
                layers = search.existing(name.composeFileNames, in: directory)
            }
            environmentFiles = search.existing(name.environmentFileNames, in: root)
            folderFiles = search.existing(name.environmentFileNames, in: folder)
        }

        var groups: [[String]] { [layers, environmentFiles, folderFiles] }
        var isEmpty: Bool { groups.allSatisfy(\.isEmpty) }
    }

    private func environment(_ name: EnvironmentName, _ found: Found) -> ProjectEnvironment {
        let search = ComposeFileSearch(files: files)
        var layers = Array(found.layers.prefix(1))
        if name.isDevelopment, let composeDirectory {
            layers += search.overrideFiles(in: composeDirectory).prefix(1)
        }
        let general = readsGeneralFile ? search.existing([".env"], in: projectDirectory) : []
        return ProjectEnvironment(
            name: name.canonical,
            files: layers,
            environmentFiles: general + found.environmentFiles.prefix(1) + found.folderFiles.prefix(1)
        )
    }

    /// Whether `.env` is read.
    private var readsGeneralFile: Bool {
        !["1", "true", "t"].contains((request.environment["COMPOSE_DISABLE_ENV_FILE"] ?? "").lowercased())
    }

    /// The first of several files and one that says something else; `nil` where all say the same.
    private func differing(among paths: [String]) -> (first: String, second: String)? {
        guard paths.count > 1 else { return nil }
        let text = contents(of: paths[0])
        return paths.dropFirst().first { contents(of: $0) != text }.map { (paths[0], $0) }
    }

    private func contents(of path: String) -> [UInt8]? { try? files.contents(of: path) }
}
