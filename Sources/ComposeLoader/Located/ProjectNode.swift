internal import ComposeYAML
public import Diagnostics
internal import OrderedCollections

/// A value of a loaded project, which knows where it is written and which files had a say in it.
///
/// - Shape: short forms are written out, and what follows from other attributes is there, too; see ``isImplied``.
public struct ProjectNode: Sendable {
    let node: Node
    /// The way to the value from the top of the project.
    public let path: ProjectPath
    /// Whether it is read from a part of a text, such as the value of `KEY=VALUE` in a list.
    var isPart = false

    /// What a value may be.
    public enum Value: Sendable {
        /// Nothing.
        case null
        /// A boolean.
        case bool(Bool)
        /// A whole number.
        case int(Int)
        /// A whole number from 2^63 to 2^64 − 1.
        case unsigned(UInt64)
        /// A number.
        case float(Double)
        /// A text.
        case string(String)
        /// A list.
        case list([ProjectNode])
        /// A mapping, in the order of the project.
        case mapping([(key: String, value: ProjectNode)])
    }

    /// What it holds.
    public var value: Value {
        switch node.value {
        case .null: .null
        case .bool(let flag): .bool(flag)
        case .int(let number): .int(number)
        case .unsigned(let number): .unsigned(number)
        case .float(let number): .float(number)
        case .string(let text): .string(text)
        case .sequence: .list(items)
        case .mapping: .mapping(entries)
        }
    }

    /// The items of a list; empty for other values.
    public var items: [ProjectNode] {
        (node.sequence ?? []).enumerated().map { item($1, $0) }
    }

    /// The entries of a mapping; empty for other values.
    public var entries: [(key: String, value: ProjectNode)] {
        (node.mapping ?? [:]).map { ($0.key, entry($0.value, $0.key)) }
    }

    /// The value below a key; `nil` where there is none, or this is no mapping.
    public subscript(key: String) -> ProjectNode? {
        node[key].map { entry($0, key) }
    }

    /// An item of a list; `nil` where there is none, or this is no list.
    public subscript(index: Int) -> ProjectNode? {
        guard let items = node.sequence, items.indices.contains(index) else { return nil }
        return item(items[index], index)
    }

    private func entry(_ node: Node, _ key: String) -> ProjectNode {
        // What stands under a key that is written nowhere was an item of a list.
        ProjectNode(node: node, path: path.appending(.key(key)), isPart: isPart || node.keyLocation == nil)
    }

    private func item(_ node: Node, _ index: Int) -> ProjectNode {
        ProjectNode(node: node, path: path.appending(.index(index)), isPart: isPart)
    }

    /// A text; `nil` for other values.
    public var string: String? { node.string }

    /// A scalar as text; `nil` for null and collections.
    public var scalarText: String? { node.scalarText }

    /// A boolean, whether it is written as one or as a text; `nil` for other values.
    public var bool: Bool? { ScalarReader.bool(node) }

    /// Whether it holds nothing.
    public var isNull: Bool { node.isNull }
}

extension ProjectPath {
    /// The path one step further on.
    func appending(_ step: Step) -> ProjectPath { ProjectPath(steps + [step]) }
}
