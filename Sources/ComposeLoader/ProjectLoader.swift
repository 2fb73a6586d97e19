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
        let budget = LoadBudget()
        let diagnostics = DiagnosticCollector(budget: budget)
        let context = LoadContext(
            request: request,
            files: files,
            diagnostics: diagnostics,
            origins: OriginLog(),
            budget: budget
        )
        let found = try Discovery(context: context).run()
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
        let validator = SchemaValidator(
            mode: .whole,
            diagnostics: diagnostics,
            keepsVariables: !request.interpolates
        )
        validator.validate(tree)
        try diagnostics.end(.schema)
        if request.interpolates {
            MeaningChecker(diagnostics: diagnostics).check(tree)
            try diagnostics.end(.validation)
        }
        Normaliser(projectName: name, environment: environment).normalise(&tree)
        let assembly = ProjectAssembly(context: context, found: found, name: name, environment: environment)
        return request.interpolates ? try assembly.project(from: tree) : assembly.uninterpolatedProject(from: tree)
    }
}
