import ComposeModel
import OrderedCollections

/// Which services are brought up when images of some were made anew: pure.
struct ReplacedServices: Sendable, Hashable {
    /// The services whose containers are replaced where their image changed, by name.
    let replaced: [ServiceName]
    /// What those need that does not run, by name; none of it is replaced.
    let started: [ServiceName]

    /// Decides.
    ///
    /// - Parameters:
    ///   - named: those that are brought up whether they run or not.
    ///   - images: the images that were made anew; what runs one of them is replaced, too.
    ///   - present: the services that have containers.
    ///   - running: those of them that run.
    init(
        _ named: [ServiceName],
        runningAnyOf images: Set<String>,
        in project: Project,
        present: Set<ServiceName>,
        running: Set<ServiceName>
    ) {
        let sharing = project.allServices.filter { running.contains($0.name) && images.contains($0.image) }
        let all = Set(named).union(sharing.map(\.name))
        var missing: Set<ServiceName> = []
        for name in named {
            for (dependency, relation) in project.definition(of: name)?.dependsOn ?? [:] {
                guard !all.contains(dependency), !running.contains(dependency),
                    let service = project.definition(of: dependency), service.provider == nil
                else { continue }
                // An optional dependency of a profile that is not enabled is not brought up for its sake.
                guard project.services[dependency] != nil || relation.required else { continue }
                // What has done its work is not done once more.
                if relation.condition == .completedSuccessfully, present.contains(dependency) { continue }
                missing.insert(dependency)
            }
        }
        replaced = all.sorted()
        started = missing.sorted()
    }
}
