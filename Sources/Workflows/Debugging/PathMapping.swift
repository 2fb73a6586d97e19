import ComposeModel

/// Which directory of this machine holds the sources of which directory in a container.
struct PathMapping: Sendable, Hashable {
    /// The absolute path on this machine.
    var local: String
    /// The absolute path in the container.
    var remote: String

    /// The mappings of a service, the longest paths in the container first: from bind mounts and watch rules; where there are
    /// none, the build context is taken for what is in the working directory.
    ///
    /// - Parameters:
    ///   - project: the directory of the project.
    ///   - workingDirectory: the image's; empty is `/`.
    ///   - isDirectory: whether there is a directory at a path of this machine.
    static func all(
        of service: Service,
        in project: String,
        workingDirectory: String,
        isDirectory: (String) -> Bool
    ) -> [PathMapping] {
        var found: [PathMapping] = []
        for mount in service.mounts {
            guard case .bind(let source, _) = mount.kind, isDirectory(source) else { continue }
            if source == project || source.hasPrefix("\(project)/") || !isOfSystem(source) {
                found.append(PathMapping(local: source, remote: mount.target))
            }
        }
        for rule in service.watchRules {
            guard let target = rule.target, isDirectory(rule.path) else { continue }
            found.append(PathMapping(local: rule.path, remote: target))
        }
        let directory = service.workingDirectory ?? workingDirectory
        if found.isEmpty, let build = service.build, build.context.hasPrefix("/"), isDirectory(build.context) {
            found = [PathMapping(local: build.context, remote: directory.isEmpty ? "/" : directory)]
        }
        var different: [PathMapping] = []
        for mapping in found.map(\.trimmed) where !different.contains(where: { $0.remote == mapping.remote }) {
            different.append(mapping)
        }
        return different.sorted { ($1.remote.count, $0.remote) < ($0.remote.count, $1.remote) }
    }

    /// One mapping that stands for all of them, as the debugger for Node.js takes it: above what both paths end with.
    static func root(of mappings: [PathMapping]) -> PathMapping? {
        guard var root = mappings.last else { return nil }
        while mappings.count > 1, let local = root.local.parentAndName, let remote = root.remote.parentAndName,
            local.name == remote.name
        {
            root = PathMapping(local: local.parent, remote: remote.parent)
            if mappings.allSatisfy({ $0.remote.hasPrefix(root.remote) }) { break }
        }
        return root
    }

    /// The path on this machine, as an editor has it that has the project's directory open.
    func localText(in project: String) -> String {
        if local == project { return "${workspaceFolder}" }
        let prefix = project.hasSuffix("/") ? project : "\(project)/"
        return local.hasPrefix(prefix) ? "${workspaceFolder}/\(local.dropFirst(prefix.count))" : local
    }

    private var trimmed: PathMapping { PathMapping(local: local.trimmed, remote: remote.trimmed) }

    /// Whether a path holds what the machine itself needs.
    private static func isOfSystem(_ path: String) -> Bool {
        ["/dev", "/etc", "/proc", "/run", "/sys", "/tmp", "/usr", "/var"].contains {
            path == $0 || path.hasPrefix("\($0)/")
        }
    }
}

extension String {
    /// The path without slashes at its end.
    fileprivate var trimmed: String {
        var path = Substring(self)
        while path.count > 1, path.hasSuffix("/") { path.removeLast() }
        return String(path)
    }

    /// The directory and the last name of a path; `nil` for the root.
    fileprivate var parentAndName: (parent: String, name: String)? {
        guard let slash = lastIndex(of: "/"), index(after: slash) < endIndex else { return nil }
        return (slash == startIndex ? "/" : String(self[..<slash]), String(self[index(after: slash)...]))
    }
}
