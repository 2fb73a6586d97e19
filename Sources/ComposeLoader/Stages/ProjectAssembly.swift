internal import ComposeModel
internal import ComposeYAML
internal import OrderedCollections

/// The last stages: from a normalised tree to a loaded project.
struct ProjectAssembly {
    let context: LoadContext
    let found: Discovery.Found
    let name: String
    let environment: [String: String]

    private var diagnostics: DiagnosticCollector { context.diagnostics }

    /// Profiles, checks of what fits together, the services' files, and the model.
    ///
    /// - Parameter written: what is printed in place of the normalised tree; `nil` prints that.
    func project(from normalised: Node, printing written: Node?) throws(LoadError) -> LoadedProject {
        var tree = normalised
        let all = tree["services"]?.mapping ?? [:]
        let requested = ProfileFilter.profiles(of: context.request, environment)
        let filter = ProfileFilter(profiles: requested).including(context.request.services.compactMap { all[$0] })
        var services = all.filter { filter.isEnabled($0.value) }
        let disabled = all.filter { !filter.isEnabled($0.value) }
        let needed = NeededServices(context.request, among: services)
        // What seems to be missing, or to contradict something, may be otherwise in what could not be read.
        if !diagnostics.isIncomplete, context.request.checksConsistency {
            let checker = ConsistencyChecker(
                project: tree,
                services: services,
                needed: needed,
                disabled: disabled,
                diagnostics: diagnostics
            )
            checker.check()
            diagnostics.close(.validation)
        }

        let merger = ServiceFileMerger(context: context, environment: environment)
        for index in services.values.indices where needed.contains(services.keys[index]) {
            merger.apply(to: &services.values[index], named: services.keys[index])
        }
        diagnostics.close(.serviceFiles)
        if !context.request.keepsUnusedResources {
            UnusedResources.remove(from: &tree, services)
        }
        let deprecated = DeprecatedAttributes(context: context, directory: found.projectDirectory)
        var decoded = tree
        set(deprecated.adopt(services), in: &decoded)
        set(services, in: &tree)
        let decoder = ModelDecoder(diagnostics: diagnostics, projectName: name)
        let others = deprecated.adopt(sorted(disabled))
        let project = decoder.project(decoded, directory: found.projectDirectory, disabled: others)
        try diagnostics.end(.decoding)
        if let written { tree = self.written(written, like: tree) }
        return loaded(project, tree, disabled, filter, isInterpolated: true)
    }

    /// A project that is not normalised, with the services of the one that is, and what their files say.
    private func written(_ project: Node, like normalised: Node) -> Node {
        var result = project
        var services = (project["services"]?.mapping ?? [:]).filter { normalised["services"]?[$0.key] != nil }
        for index in services.values.indices {
            guard let service = normalised["services"]?[services.keys[index]] else { continue }
            for name in ["environment", "labels"] {
                guard let value = service[name] else { continue }
                services.values[index].updateMapping { $0[name] = value }
            }
        }
        if !context.request.keepsUnusedResources { UnusedResources.remove(from: &result, services) }
        set(services, in: &result)
        return result
    }

    /// The project with its variables as they are written; what cannot be read without them is left out of the model.
    func uninterpolatedProject(from normalised: Node) -> LoadedProject {
        var tree = normalised
        let filter = ProfileFilter(profiles: ["*"])
        let isWithoutServices = tree["services"] == nil
        set(tree["services"]?.mapping ?? [:], in: &tree)
        if isWithoutServices { tree.updateMapping { $0["services"] = nil } }
        let decoder = ModelDecoder(diagnostics: DiagnosticCollector(), projectName: name)
        let project = decoder.project(tree, directory: found.projectDirectory, disabled: [:])
        return loaded(project, tree, [:], filter, isInterpolated: false)
    }

    private func sorted(_ services: OrderedDictionary<String, Node>) -> OrderedDictionary<String, Node> {
        var services = services
        services.sort { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
        return services
    }

    private func set(_ services: OrderedDictionary<String, Node>, in tree: inout Node) {
        let origin = Node(value: .null, location: tree.location, isImplied: true)
        tree.updateMapping { top in
            let place = top["services"] ?? origin
            top["services"] = place.with(.mapping(sorted(services)))
            top["name"] = (top["name"] ?? origin).with(.string(name))
        }
    }

    private func loaded(
        _ project: Project,
        _ tree: Node,
        _ disabled: OrderedDictionary<String, Node>,
        _ filter: ProfileFilter,
        isInterpolated: Bool
    ) -> LoadedProject {
        var project = project
        context.includedValues.apply(to: &project)
        project.composeFiles = found.files
        project.environmentFiles = found.environmentFiles
        project.environment = environment
        project.profiles = filter.profiles
        return LoadedProject(
            project: project,
            warnings: diagnostics.diagnostics,
            tree: tree,
            disabledServices: disabled,
            interpolatedTexts: diagnostics.interpolatedTexts,
            variablePlaces: found.variablePlaces,
            notes: context.origins.notes,
            isInterpolated: isInterpolated,
            environmentSelection: found.selection
        )
    }
}
