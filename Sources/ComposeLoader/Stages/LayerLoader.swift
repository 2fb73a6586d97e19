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
    func load(_ paths: [String], readFor reference: ReferringPlace) -> Node {
        merge(documents(of: paths, readFor: reference), emptyLocation: emptyLocation(paths.first ?? "-"))
    }

    /// Lays checked documents over one another.
    func merge(_ documents: [LayerDocument], emptyLocation: SourceLocation) -> Node {
        var project = Node(value: .mapping([:]), location: documents.first?.node.location ?? emptyLocation)
        let merger = Merger(marks: .consume, context: context)
        let validator = SchemaValidator(
            mode: .whole,
            diagnostics: diagnostics,
            keepsVariables: !context.request.interpolates
        )
        for layer in documents {
            var document = layer.node
            Includer(loader: self, path: layer.path).apply(to: &document)
            ExtendsResolver(loader: self, file: layer.path).apply(to: &document)
            diagnostics.close(.extends)
            merger.merge(document, over: &project)
            if diagnostics.failed(.merge) { diagnostics.markIncomplete() }
            validator.validate(layer.empties, in: project)
            diagnostics.close(.schema)
        }
        Defaults.apply(to: &project)
        PathResolver(context: context, directory: directory).resolve(&project)
        if context.request.interpolates { EnvironmentResolver.resolve(&project, environment) }
        if !includeChain.isEmpty { context.includedValues.note(project, environment) }
        return project
    }

    /// The documents of the files, each checked by itself and in canonical form; those of files that cannot be read are
    /// missing.
    func documents(of paths: [String], readFor reference: ReferringPlace) -> [LayerDocument] {
        documents(from: Self.parse(paths, readFor: reference, context: context))
    }

    /// Parsed documents, each checked by itself and in canonical form.
    func documents(from parsed: [ParsedDocument]) -> [LayerDocument] {
        if !ownVariables.isEmpty {
            for document in parsed { context.origins.note(ownVariables, in: document.node.location.source) }
        }
        return check(parsed)
    }

    /// The documents of the files, as they are written; those of files that cannot be read are missing.
    static func parse(
        _ paths: [String],
        readFor reference: ReferringPlace? = nil,
        context: LoadContext
    ) -> [ParsedDocument] {
        let reader = DocumentReader(request: context.request, files: context.files, diagnostics: context.diagnostics)
        var documents: [ParsedDocument] = []
        for path in paths {
            documents += reader.documents(of: path, readFor: reference).map { ParsedDocument(path: path, node: $0) }
        }
        if context.diagnostics.failed(.parse) { context.diagnostics.markIncomplete() }
        return documents
    }

    /// Documents with their variables replaced, checked, and in canonical form.
    func check(_ parsed: [ParsedDocument]) -> [LayerDocument] {
        var documents = parsed.map { LayerDocument(path: $0.path, node: $0.node) }
        var keepsVariables = !context.request.interpolates
        if context.request.interpolates {
            let interpolator = Interpolator(context: context, environment: environment)
            for index in documents.indices {
                interpolator.interpolate(&documents[index].node)
            }
            // Texts whose variables could not be replaced may have been meant to become anything.
            keepsVariables = diagnostics.failed(.interpolation)
        }
        var validator = SchemaValidator(mode: .layer, diagnostics: diagnostics, keepsVariables: keepsVariables)
        for document in documents {
            validator.empties = document.empties
            validator.validate(document.node)
            MeaningChecker(diagnostics: diagnostics).checkContainerNames(document.node, keepsVariables: keepsVariables)
        }
        diagnostics.close(.schema)
        let canonicaliser = Canonicaliser(
            diagnostics: diagnostics,
            budget: context.budget,
            keepsVariables: keepsVariables,
            keepsForms: !context.request.interpolates
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
        diagnostics.close(.schema)
        return documents
    }

    private func dropVersion(_ document: inout Node) {
        guard let version = document["version"] else { return }
        context.origins.note(version: version)
        document.updateMapping { $0["version"] = nil }
    }

    func emptyLocation(_ path: String) -> SourceLocation {
        let source = SourceText(path: path, displayPath: context.display(path), bytes: [])
        return SourceLocation(source: source, line: 1, column: 1)
    }
}
