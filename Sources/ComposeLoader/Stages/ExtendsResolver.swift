internal import ComposeYAML
internal import Diagnostics
internal import OrderedCollections

/// Lays services over the services that they extend.
struct ExtendsResolver {
    let loader: LayerLoader
    /// The file whose services are resolved.
    let file: String

    /// How many services may wait for one another: each that is written before what it extends is one call deeper.
    private static let waitingLimit = 100
    /// How many services may extend one another in a row: each has all that those before it add.
    private static let depthLimit = 1_000

    private var diagnostics: DiagnosticCollector { loader.context.diagnostics }

    func apply(to document: inout Node) {
        guard case .mapping(let services) = document["services"]?.value,
            services.values.contains(where: { $0["extends"] != nil })
        else { return }
        var scopes = Scopes(
            main: Scope(file: file, directory: loader.directory, services: services),
            identity: loader.context.identity(of: file)
        )
        for name in services.keys {
            _ = resolve(name, in: file, &scopes)
        }
        let resolved = scopes.byFile[file]?.services ?? services
        document.updateMapping { entries in
            entries["services"]?.value = .mapping(resolved)
        }
    }

    /// The services of a file, resolved as far as they were asked for.
    private struct Scope {
        var file: String
        var directory: String
        var services: OrderedDictionary<String, Node>
        /// How many services each one that was looked at extends in a row.
        var depths: [String: Int] = [:]
        /// Whether there may be services that could not be read.
        var isIncomplete = false
    }

    private struct Scopes {
        var byFile: [String: Scope]
        /// The services that are being resolved, outermost first, with the files that they were reached in.
        var chain: OrderedDictionary<Link, String> = [:]
        /// What the files are, by path.
        var identities: [String: String]

        init(main: Scope, identity: String) {
            byFile = [main.file: main]
            identities = [main.file: identity]
        }
    }

    private struct Link: Hashable {
        /// The same for the same file under another path.
        var identity: String
        var service: String
    }

    /// The service with everything that it extends below it; `nil` when that is not known: then it keeps its `extends`.
    private func resolve(_ name: String, in file: String, _ scopes: inout Scopes) -> (node: Node, depth: Int)? {
        guard let service = scopes.byFile[file]?.services[name] else { return nil }
        if let depth = scopes.byFile[file]?.depths[name] { return service.lacksBase ? nil : (service, depth) }
        guard let extends = service["extends"], service.directive != .reset else { return (service, 0) }
        let link = Link(identity: scopes.identities[file] ?? file, service: name)
        guard scopes.chain[link] == nil else {
            reportCircle(endingAt: link, &scopes)
            return nil
        }
        guard scopes.chain.count < Self.waitingLimit else {
            reportDepth(extends, Self.waitingLimit, &scopes)
            return nil
        }
        scopes.chain[link] = file
        let found = base(of: name, extends, in: file, &scopes)
        scopes.chain[link] = nil
        guard let (base, depth) = found else {
            // It is reported, and is not looked for again.
            scopes.byFile[file]?.depths[name] = 0
            return nil
        }
        guard depth < Self.depthLimit else {
            reportDepth(extends, Self.depthLimit, &scopes)
            return nil
        }
        var merged = base
        Merger(marks: .consume, context: loader.context).settle(&merged)
        merged.keyLocation = service.keyLocation
        merged.location = service.location
        var upper = service
        upper.updateMapping { $0["extends"] = nil }
        Merger(marks: .keep, context: loader.context).mergeService(upper, over: &merged, named: name)
        merged.updateMapping { $0["extends"] = nil }
        scopes.byFile[file]?.services[name] = merged
        scopes.byFile[file]?.depths[name] = depth + 1
        return (merged, depth + 1)
    }

    private func base(
        of name: String,
        _ extends: Node,
        in file: String,
        _ scopes: inout Scopes
    ) -> (node: Node, depth: Int)? {
        guard let reference = extends["service"], let baseName = reference.string else {
            diagnostics.error(
                .attributeMissing,
                "service '\(name)' does not say which service it extends",
                at: extends.place
            )
            return nil
        }
        var baseFile = file
        if let fileNode = extends["file"], let path = fileNode.string {
            let directory = scopes.byFile[file]?.directory ?? loader.directory
            baseFile = LexicalPath.resolve(loader.context.expandingHome(path), from: directory)
            guard open(baseFile, &scopes, at: fileNode.location) else { return nil }
        }
        guard scopes.byFile[baseFile]?.services[baseName] != nil else {
            if scopes.byFile[baseFile]?.isIncomplete == true { return nil }
            let nearest = diagnostics.nearest(
                to: baseName,
                among: scopes.byFile[baseFile]?.services.keys.elements ?? []
            )
            diagnostics.error(
                .extendedServiceMissing,
                "service '\(name)' extends service '\(baseName)', which '\(loader.context.display(baseFile))' does not define",
                at: reference.location,
                hint: nearest.map(NameSuggestion.question)
            )
            return nil
        }
        return resolve(baseName, in: baseFile, &scopes)
    }

    /// Reads a file of base services, once.
    private func open(_ path: String, _ scopes: inout Scopes, at location: SourceLocation) -> Bool {
        guard scopes.byFile[path] == nil else { return true }
        let directory = LexicalPath.directory(of: path)
        let nested = LayerLoader(
            context: loader.context,
            environment: loader.environment,
            directory: directory,
            ownVariables: loader.ownVariables
        )
        // What is wrong so far is not wrong with this file.
        diagnostics.close(.extends)
        let (documents, isIncomplete) = diagnostics.confiningIncompleteness {
            nested.documents(of: [path], readFor: ReferringPlace(attribute: .extends, location: location))
        }
        if documents.isEmpty, loader.context.files.kind(of: path) == .missing { return false }
        var merged = Node(value: .mapping([:]), location: location)
        let merger = Merger(marks: .keep, context: loader.context)
        for document in documents {
            merger.merge(document.node, over: &merged)
        }
        let services = merged["services"]?.mapping ?? [:]
        scopes.identities[path] = loader.context.identity(of: path)
        scopes.byFile[path] = Scope(file: path, directory: directory, services: services, isIncomplete: isIncomplete)
        return true
    }

    /// Reports services that extend too many others in a row, once: they count as resolved from then on.
    private func reportDepth(_ extends: Node, _ limit: Int, _ scopes: inout Scopes) {
        diagnostics.error(
            .limitExceeded,
            "services extend one another more than \(limit) levels deep",
            at: extends.place
        )
        for file in scopes.byFile.keys {
            for name in scopes.byFile[file]?.services.keys ?? [] { scopes.byFile[file]?.depths[name] = 0 }
        }
    }

    /// Reports a circle once: its services count as resolved from then on.
    private func reportCircle(endingAt link: Link, _ scopes: inout Scopes) {
        guard let start = scopes.chain.index(forKey: link) else { return }
        let links = scopes.chain.elements[start...]
        let circle = (links.map(\.key) + [link]).map { "'\($0.service)'" }.joined(separator: " extends ")
        let first = scopes.byFile[links[start].value]?.services[link.service]
        diagnostics.error(
            .extendsCycle,
            "services extend each other in a circle: \(circle)",
            at: first?["extends"]?.place
        )
        for (link, file) in links {
            scopes.byFile[file]?.depths[link.service] = 0
        }
    }
}

extension Node {
    /// Whether this is a service of which only what it says itself is known, since what it extends could not be found.
    var lacksBase: Bool { self["extends"] != nil }
}
