/// The way from the root of a tree to a node, as a user would write it.
struct NodePath: Sendable, Hashable, CustomStringConvertible {
    private var text = ""

    init(_ text: String = "") {
        self.text = text
    }

    func appending(_ key: String) -> NodePath {
        NodePath(text.isEmpty ? key : text + "." + key)
    }

    func appending(_ index: Int) -> NodePath {
        NodePath("\(text)[\(index)]")
    }

    var description: String { text }
}
