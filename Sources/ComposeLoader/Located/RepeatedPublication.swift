public import Diagnostics

/// A port of a container that one layer publishes, and a later one once more.
public struct RepeatedPublication: Sendable {
    /// The list that both are added to.
    public let list: ProjectPath
    /// The item of the later layer.
    public let port: ProjectNode
    /// The item of the earlier layer.
    public let earlier: ProjectNode
}

extension LoadedProject {
    /// The ports that a later layer publishes once more, under another number, in the order in which layers were merged.
    ///
    /// - Shape: also those of services that no profile enables, and of services that others extend.
    public var repeatedPublications: [RepeatedPublication] {
        notes.repeatedPublications.map {
            let list = $0.list.projectPath
            return RepeatedPublication(
                list: list,
                port: ProjectNode(node: $0.port, path: list),
                earlier: ProjectNode(node: $0.earlier, path: list)
            )
        }
    }
}
