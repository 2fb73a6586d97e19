package import ComposeModel

/// Whose hooks are told of, line by line.
package struct HookAudience: Sendable, Hashable {
    /// The project, whose name is left out of that of a source.
    package var project: ProjectName
    /// The services.
    package var services: Set<ServiceName>

    /// Creates an audience.
    package init(project: ProjectName, services: Set<ServiceName>) {
        self.project = project
        self.services = services
    }
}
