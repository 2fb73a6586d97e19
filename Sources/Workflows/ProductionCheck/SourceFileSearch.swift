import ComposeLoader
import ComposeModel

/// Looks for files of the working tree that a service's image should hold copies of.
struct SourceFileSearch: Sendable {
    /// Tells what there is, and what Dockerfiles say.
    let files: any ProjectFiles
    /// The names in a directory, in order; none where there is no directory.
    let names: @Sendable (_ directory: String) -> [String]

    /// How many files are enough.
    private static let limit = 5
    /// How deep directories are looked into.
    private static let depth = 6

    /// The files of a service, those first that are synced in development.
    ///
    /// - Parameters:
    ///   - service: as it is built for production.
    ///   - rules: what is watched in development.
    func files(of service: Service, watchedBy rules: [WatchRule]) -> [SourceFile] {
        guard let build = service.build, build.context.hasPrefix("/") else { return [] }
        var found: [SourceFile] = []
        for rule in rules {
            guard let target = rule.target else { continue }
            add(SourceFile(path: rule.path, target: target), to: &found, Self.depth)
        }
        for copy in copies(build).copies {
            let path = copy.source == "." ? build.context : "\(build.context)/\(copy.source)"
            var target = copy.target
            if copy.isIntoDirectory, files.kind(of: path) == .file {
                target = Self.join(target, path.split(separator: "/").last.map(String.init) ?? "")
            }
            add(SourceFile(path: path, target: target), to: &found, Self.depth)
        }
        return found
    }

    private func copies(_ build: BuildDefinition) -> CopiedSources {
        if let inline = build.dockerfileInline { return CopiedSources(in: inline, target: build.target) }
        let path = build.dockerfile.hasPrefix("/") ? build.dockerfile : "\(build.context)/\(build.dockerfile)"
        guard let bytes = try? files.contents(of: path) else { return CopiedSources(in: "") }
        return CopiedSources(in: String(decoding: bytes, as: UTF8.self), target: build.target)
    }

    /// Adds a file, or the first ones below a directory.
    private func add(_ file: SourceFile, to found: inout [SourceFile], _ depth: Int) {
        guard found.count < Self.limit, !found.contains(file) else { return }
        switch files.kind(of: file.path) {
        case .missing: return
        case .file: found.append(file)
        case .directory:
            guard depth > 0 else { return }
            for name in names(file.path) where Self.mayBeSource(name) {
                let inside = SourceFile(path: Self.join(file.path, name), target: Self.join(file.target, name))
                add(inside, to: &found, depth - 1)
            }
        }
    }

    /// Whether a name is none of those that tools write, and ignore files leave out.
    private static func mayBeSource(_ name: String) -> Bool {
        !name.hasPrefix(".") && !name.hasSuffix(".pyc") && !["__pycache__", "node_modules", "venv"].contains(name)
    }

    private static func join(_ directory: String, _ name: String) -> String {
        directory.hasSuffix("/") ? directory + name : "\(directory)/\(name)"
    }
}
