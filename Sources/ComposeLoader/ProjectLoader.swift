internal import ComposeModel
internal import ComposeYAML
internal import Diagnostics
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
    /// - Throws: `LoadError` with everything that is wrong, as far as it can be known: a stage goes on with what an earlier
    ///   one found wrong, unless that leaves open what there is.
    public func load(_ request: LoadRequest) throws(LoadError) -> LoadedProject {
        let recorder = RecordingProjectFiles(files)
        var loaded = try load(request, through: recorder)
        loaded.sourceFiles = recorder.paths
        return loaded
    }

    /// The absolute paths of the Compose files that a request means, in order, `-` for standard input; empty where there are none,
    /// or one that is named is missing. Of files that belong to the project only those with variables are read.
    package func composeFiles(of request: LoadRequest) -> [String] {
        (try? Discovery(context: Self.context(of: request, through: files)).run().files) ?? []
    }

    private static func context(of request: LoadRequest, through files: any ProjectFiles) -> LoadContext {
        let context = LoadContext(of: request, through: files)
        context.diagnostics.interpolatedTexts.isQuoting = !request.disclosesValues
        return context
    }

    private func load(_ request: LoadRequest, through files: any ProjectFiles) throws(LoadError) -> LoadedProject {
        var context = Self.context(of: request, through: files)
        let diagnostics = context.diagnostics
        let found = try Discovery(context: context).run()
        // What does not depend on the variables can be wrong all the same.
        if diagnostics.failedStages.contains(.environment) { context.request.interpolates = false }
        let parsed = LayerLoader.parse(found.files, context: context)
        let naming = ProjectNaming(context: context, environment: found.environment, directory: found.projectDirectory)
        let name = naming.name(in: parsed.map(\.node))
        var environment = found.environment
        environment["COMPOSE_PROJECT_NAME"] = name

        let layers = LayerLoader(context: context, environment: environment, directory: found.projectDirectory)
        let documents = layers.check(parsed)
        var tree = layers.merge(documents, emptyLocation: layers.emptyLocation(found.files[0]))
        if tree.mapping?.isEmpty != false, !diagnostics.isIncomplete {
            diagnostics.error(
                .projectEmpty,
                "the Compose file is empty",
                at: nil,
                hint: "define services below 'services:'"
            )
            try diagnostics.end(.schema)
        }
        let written = check(&tree, named: name, environment, context)
        let assembly = ProjectAssembly(context: context, found: found, name: name, environment: environment)
        let printed = context.request.normalises ? nil : written
        if context.request.interpolates { return try assembly.project(from: tree, printing: printed) }
        try diagnostics.end(.schema)
        return assembly.uninterpolatedProject(from: printed ?? tree)
    }

    /// Checks a merged project, and writes out what follows from other attributes.
    ///
    /// - Returns: the project before that was written out.
    private func check(
        _ tree: inout Node,
        named name: String,
        _ environment: [String: String],
        _ context: LoadContext
    ) -> Node {
        let validator = SchemaValidator(
            mode: context.diagnostics.isIncomplete ? .layer : .whole,
            diagnostics: context.diagnostics,
            keepsVariables: !context.request.interpolates || context.diagnostics.failedStages.contains(.interpolation)
        )
        validator.validate(tree)
        context.diagnostics.close(.schema)
        if context.request.interpolates {
            MeaningChecker(diagnostics: context.diagnostics).check(tree)
            context.diagnostics.close(.validation)
        }
        let normaliser = Normaliser(
            projectName: name,
            environment: environment,
            fillsVariables: context.request.interpolates
        )
        let written = tree
        normaliser.normalise(&tree)
        return written
    }
}
