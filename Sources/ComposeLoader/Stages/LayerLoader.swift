internal import ComposeYAML
internal import OrderedCollections

/// Loads the files of one project, or of one included project, into one merged tree in canonical form.
struct LayerLoader {
    let context: LoadContext
    /// The variables for interpolation.
    let environment: [String: String]
    /// The directory that relative paths are taken from.
    let directory: String
    /// The files that led here by `include`, outermost first.
    var includeChain: [IncludedFile] = []
    /// The variables of `environment` that only the env files of these files set.
    var ownVariables: [String: EnvironmentFiles.Assignment] = [:]

    private var diagnostics: DiagnosticCollector { context.diagnostics }

    /// The merged tree of the files; relative paths in it are resolved.
    func load(_ paths: [String], includedAt location: SourceLocation? = nil) throws(LoadError) -> Node {
        try merge(try documents(of: paths, includedAt: location), emptyLocation: emptyLocation(paths.first ?? "-"))
    }

    /// Lays checked documents over one another.
    func merge(_ documents: [(path: String, node: Node)], emptyLocation: SourceLocation) throws(LoadError) -> Node {
        var project = Node(value: .mapping([:]), location: documents.first?.node.location ?? emptyLocation)
        let merger = Merger(marks: .consume, context: context)
        for (path, var document) in documents {
            try Includer(loader: self, path: path).apply(to: &document)
            ExtendsResolver(loader: self, file: path).apply(to: &document)
            try diagnostics.end(.extends)
            merger.merge(document, over: &project)
            try diagnostics.end(.merge)
        }
        Defaults.apply(to: &project)
        PathResolver(context: context, directory: directory).resolve(&project)
        EnvironmentResolver.resolve(&project, environment)
        return project
    }

    /// The documents of the files, each checked by itself and in canonical form.
    func documents(
        of paths: [String],
        includedAt location: SourceLocation? = nil
    ) throws(LoadError) -> [(path: String, node: Node)] {
        let parsed = try Self.parse(paths, includedAt: location, context: context)
        if !ownVariables.isEmpty {
            for document in parsed { context.origins.note(ownVariables, in: document.node.location.source) }
        }
        return try check(parsed)
    }

    /// The documents of the files, as they are written.
    static func parse(
        _ paths: [String],
        includedAt location: SourceLocation? = nil,
        context: LoadContext
    ) throws(LoadError) -> [(path: String, node: Node)] {
        let reader = DocumentReader(request: context.request, files: context.files, diagnostics: context.diagnostics)
        var documents: [(path: String, node: Node)] = []
        for path in paths {
            documents += reader.documents(of: path, reportedAt: location).map { (path, $0) }
        }
        try context.diagnostics.end(.parse)
        return documents
    }

    /// Documents with their variables replaced, checked, and in canonical form.
    func check(_ parsed: [(path: String, node: Node)]) throws(LoadError) -> [(path: String, node: Node)] {
        var documents = parsed
        if context.request.interpolates {
            let interpolator = Interpolator(context: context, environment: environment)
            for index in documents.indices {
                interpolator.interpolate(&documents[index].node)
            }
            try diagnostics.end(.interpolation)
        }
        let validator = SchemaValidator(
            mode: .layer,
            diagnostics: diagnostics,
            keepsVariables: !context.request.interpolates
        )
        for document in documents {
            validator.validate(document.node)
        }
        try diagnostics.end(.schema)
        let canonicaliser = Canonicaliser(
            diagnostics: diagnostics,
            budget: context.budget,
            keepsVariables: !context.request.interpolates
        )
        for index in documents.indices {
            dropVersion(&documents[index].node)
            canonicaliser.canonicalise(&documents[index].node)
        }
        // Before merging, so that the same file under two names counts as the same.
        let resolver = PathResolver(context: context, directory: directory)
        for index in documents.indices {
            resolver.resolve(&documents[index].node)
        }
        try diagnostics.end(.schema)
        return documents
    }

    private func dropVersion(_ document: inout Node) {
        guard let version = document["version"] else { return }
        diagnostics.warning(
            "the attribute 'version' is obsolete and has no effect",
            at: version.place,
            hint: "remove the line"
        )
        document.updateMapping { $0["version"] = nil }
    }

    func emptyLocation(_ path: String) -> SourceLocation {
        let source = SourceText(path: path, displayPath: context.display(path), bytes: [])
        return SourceLocation(source: source, line: 1, column: 1)
    }
}
