internal import ComposeYAML
internal import Diagnostics
internal import OrderedCollections

/// Takes the projects that a document includes in below it.
struct Includer {
    let loader: LayerLoader
    /// The file of the document.
    let path: String

    private static let resources = ["services", "networks", "volumes", "secrets", "configs", "models"]
    private static let remotePrefixes = ["https://", "http://", "git://", "ssh://", "git@", "github.com/", "oci://"]

    private var diagnostics: DiagnosticCollector { loader.context.diagnostics }

    func apply(to document: inout Node) {
        guard let items = document["include"]?.sequence else { return }
        document.updateMapping { $0["include"] = nil }
        var included = document.with(.mapping([:]))
        let merger = Merger(marks: .consume, context: loader.context)
        for item in items {
            // What was included before wins, as what includes wins over what is included.
            guard var project = load(item) else {
                diagnostics.markIncomplete()
                continue
            }
            project.updateMapping { entries in
                entries.removeAll { !Self.resources.contains($0.key) }
            }
            merger.merge(included, over: &project)
            included = project
        }
        let upper = document
        Merger(marks: .keep, context: loader.context).merge(upper, over: &included)
        document = included
    }

    /// The included project; `nil` when it is reported that it cannot be known.
    private func load(_ item: Node) -> Node? {
        let pathNodes = (item["path"] ?? item).sequence ?? [item["path"] ?? item]
        let paths = pathNodes.compactMap(\.scalarText)
        guard !paths.isEmpty else {
            diagnostics.error(.attributeMissing, "'include' has no 'path'", at: item.place)
            diagnostics.close(.include)
            return nil
        }
        for (path, node) in zip(paths, pathNodes) where Self.remotePrefixes.contains(where: path.hasPrefix) {
            diagnostics.error(.remoteFile, "including from a remote place is not supported yet", at: node.location)
        }
        if diagnostics.failed(.include) { return nil }
        let files = paths.map { LexicalPath.resolve(loader.context.expandingHome($0), from: loader.directory) }
        let directory =
            item["project_directory"]?.scalarText.map { LexicalPath.resolve($0, from: loader.directory) }
            ?? LexicalPath.directory(of: files[0])
        let chain = loader.includeChain + [IncludedFile(path: path, identity: loader.context.identity(of: path))]
        let identity = loader.context.identity(of: files[0])
        if let start = chain.firstIndex(where: { $0.identity == identity }) {
            let circle = (chain[start...].map(\.path) + [files[0]]).map { "'\(loader.context.display($0))'" }
            diagnostics.error(
                .includeCycle,
                "files include each other in a circle: \(circle.joined(separator: " includes "))",
                at: pathNodes[0].location
            )
        } else if chain.count > LoadBudget.includeDepthLimit {
            diagnostics.error(
                .limitExceeded,
                "files include one another more than \(LoadBudget.includeDepthLimit) levels deep",
                at: pathNodes[0].location
            )
        } else if !loader.context.budget.includedFiles.spend(files.count) {
            let limit = loader.context.budget.includedFiles.limit
            diagnostics.error(.limitExceeded, "more than \(limit) files are included", at: pathNodes[0].location)
        }
        if diagnostics.failed(.include) { return nil }
        let read = variables(of: item, in: directory)
        let nested = LayerLoader(
            context: loader.context,
            environment: loader.environment.merging(read.mapValues(\.value)) { winning, _ in winning },
            directory: directory,
            includeChain: chain,
            ownVariables: loader.ownVariables.merging(read.filter { loader.environment[$0.key] == nil }) { outer, _ in
                outer
            }
        )
        if diagnostics.failed(.environment) { return nil }
        return nested.load(files, readFor: ReferringPlace(attribute: .include, location: pathNodes[0].location))
    }

    /// The variables of an included project's env files.
    private func variables(of item: Node, in directory: String) -> [String: EnvironmentFiles.Assignment] {
        let named = (item["env_file"]?.sequence ?? item["env_file"].map { [$0] } ?? []).compactMap { node in
            node.scalarText.map { (text: $0, place: node.location) }
        }
        var paths = named.map {
            (LexicalPath.resolve(loader.context.expandingHome($0.text), from: loader.directory), $0.place)
        }
        if named.isEmpty {
            let implied = LexicalPath.join(directory, ".env")
            paths = loader.context.files.kind(of: implied) == .file ? [(implied, item.place)] : []
        }
        var values: [String: EnvironmentFiles.Assignment] = [:]
        for (path, place) in paths {
            values = EnvironmentFiles.read(
                path,
                known: values,
                winning: loader.environment,
                namedAt: place,
                context: loader.context
            )
        }
        return values
    }
}
