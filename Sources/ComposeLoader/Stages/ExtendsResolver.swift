internal import ComposeYAML
internal import Diagnostics
internal import OrderedCollections

/// Lays services over the services that they extend.
struct ExtendsResolver {
    let loader: LayerLoader
    /// The file whose services are resolved.
    let file: String

    /// How many services may extend one another in a row.
    private static let depthLimit = 100

    private var diagnostics: DiagnosticCollector { loader.context.diagnostics }

    func apply(to document: inout Node) {
        guard case .mapping(let services) = document["services"]?.value,
            services.values.contains(where: { $0["extends"] != nil })
        else { return }
        var scopes = Scopes(main: Scope(file: file, directory: loader.directory, services: services))
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
        var resolved: Set<String> = []
    }

    private struct Scopes {
        var byFile: [String: Scope]
        /// The services that are being resolved, outermost first.
        var chain: OrderedSet<Link> = []

        init(main: Scope) {
            byFile = [main.file: main]
        }
    }

    private struct Link: Hashable {
        var file: String
        var service: String
    }

    /// The service with everything that it extends below it.
    private func resolve(_ name: String, in file: String, _ scopes: inout Scopes) -> Node? {
        guard let service = scopes.byFile[file]?.services[name] else { return nil }
        guard scopes.byFile[file]?.resolved.contains(name) != true, let extends = service["extends"],
            service.directive != .reset
        else {
            return service
        }
        let link = Link(file: file, service: name)
        guard scopes.chain.append(link).inserted else {
            reportCircle(endingAt: link, &scopes)
            return nil
        }
        guard scopes.chain.count <= Self.depthLimit else {
            reportDepth(extends, &scopes)
            return nil
        }
        let found = base(of: name, extends, in: file, &scopes)
        scopes.chain.remove(link)
        guard let base = found else { return nil }
        var merged = base
        Merger(marks: .consume, context: loader.context).settle(&merged)
        merged.keyLocation = service.keyLocation
        merged.location = service.location
        var upper = service
        upper.updateMapping { $0["extends"] = nil }
        Merger(marks: .keep, context: loader.context).mergeService(upper, over: &merged, named: name)
        merged.updateMapping { $0["extends"] = nil }
        scopes.byFile[file]?.services[name] = merged
        scopes.byFile[file]?.resolved.insert(name)
        return merged
    }

    private func base(
        of name: String,
        _ extends: Node,
        in file: String,
        _ scopes: inout Scopes
    ) -> Node? {
        guard let reference = extends["service"], let baseName = reference.string else {
            diagnostics.error("service '\(name)' does not say which service it extends", at: extends.place)
            return nil
        }
        var baseFile = file
        if let fileNode = extends["file"], let path = fileNode.string {
            let directory = scopes.byFile[file]?.directory ?? loader.directory
            baseFile = LexicalPath.resolve(loader.context.expandingHome(path), from: directory)
            guard open(baseFile, &scopes, at: fileNode.location) else { return nil }
        }
        guard scopes.byFile[baseFile]?.services[baseName] != nil else {
            let nearest = NameSuggestion.nearest(
                to: baseName,
                among: scopes.byFile[baseFile]?.services.keys.sorted() ?? []
            )
            diagnostics.error(
                "service '\(name)' extends service '\(baseName)', which '\(loader.context.display(baseFile))' does not define",
                at: reference.location,
                hint: nearest.map { "did you mean '\($0)'?" }
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
        guard let documents = try? nested.documents(of: [path], includedAt: location) else { return false }
        var merged = Node(value: .mapping([:]), location: location)
        let merger = Merger(marks: .keep, context: loader.context)
        for document in documents {
            merger.merge(document.node, over: &merged)
        }
        let services = merged["services"]?.mapping ?? [:]
        scopes.byFile[path] = Scope(file: path, directory: directory, services: services)
        return true
    }

    /// Reports services that extend too many others in a row, once: they count as resolved from then on.
    private func reportDepth(_ extends: Node, _ scopes: inout Scopes) {
        diagnostics.error("services extend one another more than \(Self.depthLimit) levels deep", at: extends.place)
        for file in scopes.byFile.keys {
            let names = scopes.byFile[file].map { Set($0.services.keys) } ?? []
            scopes.byFile[file]?.resolved = names
        }
    }

    /// Reports a circle once: its services count as resolved from then on.
    private func reportCircle(endingAt link: Link, _ scopes: inout Scopes) {
        guard let start = scopes.chain.firstIndex(of: link) else { return }
        let links = Array(scopes.chain[start...])
        let circle = (links + [link]).map { "'\($0.service)'" }.joined(separator: " extends ")
        let first = scopes.byFile[link.file]?.services[link.service]
        diagnostics.error("services extend each other in a circle: \(circle)", at: first?["extends"]?.place)
        for link in links {
            scopes.byFile[link.file]?.resolved.insert(link.service)
        }
    }
}
