package import ComposeLoader
package import Diagnostics

/// A port that an override publishes once more, where replacing was probably meant.
package struct PortPublishedTwice: Rule {
    package let id = "port-published-twice"
    package let summary = "a later file publishes a port once more instead of elsewhere"
    package let readsVariables = true

    package init() {}

    package func diagnostics(in loaded: LoadedProject) -> [Diagnostic] {
        loaded.repeatedPublications.map { repeated in
            let (port, earlier) = (repeated.port, repeated.earlier)
            let text = { (node: ProjectNode, key: String) in node[key]?.scalarText ?? "" }
            return .warning(
                "'\(repeated.list)' publishes port \(text(port, "target")) twice: as \(text(port, "published")) here, "
                    + "and as \(text(earlier, "published")) at \(earlier.position)",
                atValueOf: port,
                hint: "'ports' appends across files: use '!override' to replace"
            )
        }
    }
}
