internal import ComposeLoader
internal import Diagnostics

extension Diagnostic {
    /// A warning about the value of a node.
    static func warning(_ message: String, atValueOf node: ProjectNode, hint: String? = nil) -> Diagnostic {
        Diagnostic(
            severity: .warning,
            message: message,
            path: node.path,
            position: node.position,
            excerpt: node.excerpt,
            hint: hint
        )
    }

    /// A warning about a whole attribute; it points at the key, if there is one.
    static func warning(_ message: String, at node: ProjectNode, hint: String? = nil) -> Diagnostic {
        Diagnostic(
            severity: .warning,
            message: message,
            path: node.path,
            position: node.attributePosition,
            excerpt: node.attributeExcerpt,
            hint: hint
        )
    }
}
