internal import ComposeYAML
public import Diagnostics
internal import OrderedCollections

extension LoadedProject {
    /// The project as a tree in which every value has its places.
    ///
    /// - Shape: has the enabled services only; what no profile enables is in ``disabledServiceNodes``.
    public var root: ProjectNode { ProjectNode(node: tree, path: ProjectPath([])) }

    /// The services that no active profile enables, ordered as in the files.
    public var disabledServiceNodes: [(key: String, value: ProjectNode)] {
        disabledServices.map {
            ($0.key, ProjectNode(node: $0.value, path: ProjectPath([.key("services"), .key($0.key)])))
        }
    }

    /// The `version` of each file that has one, which has no effect and is not in the tree.
    public var obsoleteVersions: [ProjectNode] {
        notes.versions.map { ProjectNode(node: $0, path: ProjectPath([.key("version")])) }
    }

    /// The value at a path; `nil` where there is none.
    public func node(at path: ProjectPath) -> ProjectNode? {
        path.steps.reduce(root) { node, step in
            switch step {
            case .key(let key): node?[key]
            case .index(let index): node?[index]
            }
        }
    }

    /// A diagnostic that quotes what is written in place of what variables hold, as those of the loader do.
    public func quotingSources(in diagnostic: Diagnostic) -> Diagnostic {
        interpolatedTexts.quotingSources(in: diagnostic)
    }
}
