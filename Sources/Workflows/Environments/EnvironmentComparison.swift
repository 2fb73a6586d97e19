package import ComposeLoader
import Diagnostics

/// What differs between two environments of a project, in the merged model.
package struct EnvironmentComparison: Sendable, Hashable {
    /// The differences: first those that should not be there, then those that should, then others; in each group in the order
    /// of the project.
    package let differences: [EnvironmentDifference]

    /// Compares two environments.
    ///
    /// - Parameter hidesSecrets: whether of what may be secret only is said that it differs.
    package init(_ first: LoadedProject, _ second: LoadedProject, hidingSecrets hidesSecrets: Bool = true) {
        func value(_ node: ProjectNode?, of project: LoadedProject) -> EnvironmentDifference.Value? {
            node.map { node in
                EnvironmentDifference.Value(
                    text: hidesSecrets ? project.redactedText(of: node) : node.lineText,
                    position: node.attributePosition
                )
            }
        }
        func isBuilt(_ path: ProjectPath) -> Bool {
            let keys = path.keys
            guard keys.count > 1 else { return false }
            return [first, second].allSatisfy { $0.root["services"]?[keys[1]]?["build"] != nil }
        }
        var found: [DifferenceGroup: [EnvironmentDifference]] = [:]
        for pair in NodePair.differing(first.root, second.root) {
            guard let path = (pair.first ?? pair.second)?.path else { continue }
            let group = DifferenceGroup(of: path, isBuilt: isBuilt(path))
            let difference = EnvironmentDifference(
                group: group,
                path: path,
                first: value(pair.first, of: first),
                second: value(pair.second, of: second)
            )
            found[group, default: []].append(difference)
        }
        differences = DifferenceGroup.allCases.flatMap { found[$0] ?? [] }
    }

    /// Whether nothing differs that must match.
    package var matches: Bool { !differences.contains { $0.group == .mustMatch } }
}
