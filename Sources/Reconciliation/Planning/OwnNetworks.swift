package import ComposeModel
import OrderedCollections

/// The networks that belong to a project. The engine allows several of one name: of these, somebody else may have made a
/// second one just now, and the younger is removed.
package struct OwnNetworks: Sendable, Hashable {
    /// The project.
    package var project: ProjectName
    /// The networks' names.
    package var names: [String]

    /// Names a project's networks.
    init(project: ProjectName, names: [String]) {
        self.project = project
        self.names = names
    }

    /// Those of a project's files.
    init(of project: Project) {
        self.project = project.name
        names = project.networks.values.filter { !$0.isExternal }.map(\.name)
    }
}
