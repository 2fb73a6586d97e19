internal import ComposeYAML

/// What one load notes for `config --explain` and cannot keep in the tree.
///
/// - Ownership: belongs to one load and is not shared; what is to outlive the load is in ``notes``.
final class OriginLog {
    /// What was noted.
    private(set) var notes = Notes()

    /// The notes of a load.
    struct Notes: Sendable {
        /// The values that `!reset` removed, each with its places, oldest first.
        fileprivate(set) var resets: [NodePath: [Trace]] = [:]
        /// The variables that count in some files only: in those of included projects, and in env files.
        fileprivate(set) var variables: [SourceText: [String: EnvironmentFiles.Assignment]] = [:]
        /// Where files have a `version`, which is taken out of the tree, in the order in which they were read.
        fileprivate(set) var versions: [Node] = []
        /// The ports that a later layer publishes once more.
        fileprivate(set) var repeatedPublications: [RepeatedPublication] = []
    }

    /// A published port, and an item of an earlier layer that publishes it too.
    struct RepeatedPublication: Sendable {
        var list: NodePath
        var port: Node
        var earlier: Node
    }

    /// Notes that a layer publishes a port once more.
    func note(_ repeated: RepeatedPublication) {
        notes.repeatedPublications.append(repeated)
    }

    /// Notes the `version` of a file.
    func note(version: Node) {
        notes.versions.append(version)
    }

    /// Notes that a value is gone.
    func reset(_ path: NodePath, _ history: [Trace]) {
        notes.resets[path, default: []] += history
    }

    /// Takes back that a value is gone: it is set once more.
    ///
    /// - Returns: the places of the earlier values; empty for a value that was not removed.
    func restore(_ path: @autoclosure () -> NodePath) -> [Trace] {
        notes.resets.isEmpty ? [] : notes.resets.removeValue(forKey: path()) ?? []
    }

    /// Notes the variables that count in one file only.
    func note(_ variables: [String: EnvironmentFiles.Assignment], in source: SourceText) {
        notes.variables[source] = variables
    }
}
