internal import ComposeModel
internal import ComposeYAML
internal import OrderedCollections

/// Loads Compose projects.
///
/// - Ownership: has no state of its own; any number of loads may run at the same time.
/// - Source: Compose Specification.
public struct ProjectLoader: Sendable {
    private let files: any ProjectFiles

    /// Creates a loader that reads through `files`.
    public init(files: any ProjectFiles = DiskProjectFiles()) {
        self.files = files
    }

    /// Loads the project that a request describes.
    ///
    /// Discovery and env files; then, file by file, YAML, variables, the attribute table, long forms, `include`, `extends`
    /// and merging; then paths, defaults, implied attributes, checks, profiles, the services' files, and the model.
    ///
    /// - Throws: `LoadError` with everything that is wrong in the first stage that finds anything.
    public func load(_ request: LoadRequest) throws(LoadError) -> LoadedProject {
        let diagnostics = DiagnosticCollector()
        let context = LoadContext(request: request, files: files, diagnostics: diagnostics)
        let found = try Discovery(request: request, files: files, diagnostics: diagnostics).run()
        let parsed = try LayerLoader.parse(found.files, context: context)
        let naming = ProjectNaming(context: context, environment: found.environment, directory: found.projectDirectory)
        let name = try naming.name(in: parsed.map(\.node))
        var environment = found.environment
        environment["COMPOSE_PROJECT_NAME"] = name

        let layers = LayerLoader(context: context, environment: environment, directory: found.projectDirectory)
        let documents = try layers.check(parsed)
        var tree = try layers.merge(documents, emptyLocation: layers.emptyLocation(found.files[0]))
        guard tree.mapping?.isEmpty == false else {
            diagnostics.error("the Compose file is empty", at: nil, hint: "define services below 'services:'")
            throw LoadError(stage: .schema, diagnostics: diagnostics.diagnostics)
        }
        SchemaValidator(mode: .whole, diagnostics: diagnostics).validate(tree)
        try diagnostics.end(.schema)

        MeaningChecker(diagnostics: diagnostics).check(tree)
        try diagnostics.end(.validation)
        Normaliser(projectName: name, environment: environment).normalise(&tree)

        let filter = ProfileFilter(profiles: ProfileFilter.profiles(of: request, environment))
        let all = tree["services"]?.mapping ?? [:]
        var services = all.filter { filter.isEnabled($0.value) }
        var disabled = all.filter { !filter.isEnabled($0.value) }
        ConsistencyChecker(project: tree, services: services, disabled: disabled, diagnostics: diagnostics).check()
        try diagnostics.end(.validation)

        let merger = ServiceFileMerger(context: context, environment: environment)
        for index in services.values.indices {
            merger.apply(to: &services.values[index], named: services.keys[index])
        }
        try diagnostics.end(.serviceFiles)
        services.sort { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
        disabled.sort { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
        if !request.keepsUnusedResources {
            UnusedResources.remove(from: &tree, services)
        }
        let origin = Node(value: .null, location: tree.location, isImplied: true)
        tree.updateMapping { top in
            let place = top["services"] ?? origin
            top["services"] = place.with(.mapping(services))
            top["name"] = (top["name"] ?? place.implying(.null)).with(.string(name))
        }

        let decoder = ModelDecoder(diagnostics: diagnostics, projectName: name)
        var project = decoder.project(tree, directory: found.projectDirectory, disabled: disabled)
        try diagnostics.end(.decoding)
        project.composeFiles = found.files
        project.environmentFiles = found.environmentFiles
        project.environment = environment
        project.profiles = filter.profiles
        return LoadedProject(
            project: project,
            warnings: diagnostics.diagnostics,
            tree: tree,
            variablePlaces: found.variablePlaces
        )
    }
}
