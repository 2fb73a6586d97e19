internal import Diagnostics

/// The way from the root of a tree to a node; becomes text only when a message needs it.
indirect enum NodePath: Sendable, Hashable {
    case root
    case key(String, in: NodePath)
    case index(Int, in: NodePath)

    init() {
        self = .root
    }

    func appending(_ key: String) -> NodePath { .key(key, in: self) }
    func appending(_ index: Int) -> NodePath { .index(index, in: self) }

    var isRoot: Bool { self == .root }

    /// The node at the path; `nil` if there is none, or the path leads through a list.
    func node(in root: Node) -> Node? {
        switch self {
        case .root: root
        case .key(let key, let parent): parent.node(in: root)?[key]
        case .index: nil
        }
    }
}

extension NodePath: CustomStringConvertible {
    /// The path as a user would write it, such as `services.web.ports[0]`.
    var description: String {
        switch self {
        case .root: ""
        case .key(let key, .root): key
        case .key(let key, let parent): "\(parent).\(key)"
        case .index(let index, let parent): "\(parent)[\(index)]"
        }
    }
}

extension NodePath {
    /// The path as a value that diagnostics carry.
    var projectPath: ProjectPath {
        switch self {
        case .root: ProjectPath([])
        case .key(let key, let parent): parent.projectPath.appending(.key(key))
        case .index(let index, let parent): parent.projectPath.appending(.index(index))
        }
    }
}
