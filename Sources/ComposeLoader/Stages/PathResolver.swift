internal import ComposeYAML
internal import Diagnostics
internal import OrderedCollections

/// Makes the relative paths of a project absolute.
struct PathResolver {
    let context: LoadContext
    /// The directory they are relative to.
    let directory: String

    /// What kind of path an attribute is.
    private enum PathKind: Sendable {
        /// A path of this machine.
        case path
        /// A path of this machine, with symbolic links resolved.
        case resolvedPath
        /// A path of the engine's machine, which may be a Windows one.
        case hostPath
        /// A directory, or something else that a builder understands.
        case buildContext
        /// A mount, whose source is a path if it is a bind mount.
        case mount
        /// A volume, whose device is a path if it is a local bind.
        case volume
    }

    private static let allPaths = PathTable<PathKind>([
        "services.*.build.context": .buildContext,
        "services.*.build.additional_contexts.*": .buildContext,
        "services.*.build.ssh.*": .hostPath,
        "services.*.env_file.*.path": .path,
        "services.*.label_file.*": .path,
        "services.*.extends.file": .path,
        "services.*.develop.watch.*.path": .resolvedPath,
        "services.*.volumes.*": .mount,
        "configs.*.file": .hostPath,
        "secrets.*.file": .hostPath,
        "volumes.*": .volume,
    ])

    /// The files that are read while a project is loaded.
    private static let readFiles = PathTable<PathKind>([
        "services.*.env_file.*.path": .path,
        "services.*.label_file.*": .path,
        "services.*.extends.file": .path,
    ])

    func resolve(_ project: inout Node) {
        visit(&project, table.root)
    }

    private var table: PathTable<PathKind> { context.request.resolvesPaths ? Self.allPaths : Self.readFiles }

    private func visit(_ node: inout Node, _ cursor: PathTable<PathKind>.Cursor?) {
        guard let cursor else { return }
        if let kind = table.rule(at: cursor) {
            return apply(kind, to: &node)
        }
        switch node.value {
        case .mapping:
            node.updateMapping { entries in
                for index in entries.values.indices {
                    visit(&entries.values[index], table.descend(cursor, into: entries.keys[index]))
                }
            }
        case .sequence:
            let items = table.descendIntoItems(cursor)
            node.updateSequence { elements in
                for index in elements.indices { visit(&elements[index], items) }
            }
        default:
            return
        }
    }

    private func apply(_ kind: PathKind, to node: inout Node) {
        switch kind {
        case .path, .resolvedPath:
            guard let path = node.string, !path.isEmpty else { return }
            let absolute = LexicalPath.resolve(context.expandingHome(path), from: directory)
            node.value = .string(kind == .path ? absolute : context.files.resolvingSymbolicLinks(in: absolute))
        case .hostPath:
            if let path = node.string { node.value = .string(hostPath(path)) }
        case .buildContext:
            guard let path = node.string, !Self.isRemote(path) else { return }
            node.value = .string(
                path.isEmpty ? path : LexicalPath.resolve(context.expandingHome(path), from: directory)
            )
        case .mount:
            guard node["type"]?.string == "bind" else { return }
            guard let source = node["source"]?.string else {
                context.diagnostics.error(.attributeMissing, "the bind mount has no 'source'", at: node.place)
                return
            }
            node.updateMapping { $0["source"]?.value = .string(hostPath(source)) }
        case .volume:
            guard node["driver"]?.string == "local", let options = node["driver_opts"], options["o"]?.string == "bind",
                let device = options["device"]?.string
            else { return }
            node.updateMapping { volume in
                volume["driver_opts"]?.updateMapping { $0["device"]?.value = .string(hostPath(device)) }
            }
        }
    }

    private func hostPath(_ path: String) -> String {
        let expanded = context.expandingHome(path)
        if LexicalPath.isAbsolute(expanded) || LexicalPath.isWindowsAbsolute(expanded) { return expanded }
        return LexicalPath.join(directory, expanded)
    }

    private static func isRemote(_ path: String) -> Bool {
        path.contains("://") || ["service:", "github.com/", "git@"].contains(where: path.hasPrefix)
    }
}
