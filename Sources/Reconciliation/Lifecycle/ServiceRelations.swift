import ComposeModel
import OrderedCollections

/// Which services depend on which: as the files say, and where they do not have a service, as the labels of its
/// containers say.
struct ServiceRelations {
    private let project: Project?
    private let labels: [ServiceName: OrderedDictionary<ServiceName, Dependency>]

    init(of project: Project?, containers: [ObservedContainer]) {
        self.project = project
        labels = containers.reduce(into: [:]) { labels, container in
            labels[container.service] = labels[container.service] ?? container.compose.dependsOn
        }
    }

    /// What a service depends on.
    func dependencies(of service: ServiceName) -> OrderedDictionary<ServiceName, Dependency> {
        project?.definition(of: service)?.dependsOn ?? labels[service] ?? [:]
    }
}
