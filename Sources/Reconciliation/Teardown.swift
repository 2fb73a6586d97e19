package import ComposeModel
import EngineAPI
import OrderedCollections

/// Plans how a project is taken down: pure.
///
/// Containers are stopped after those that depend on them; everything that does not depend on each other goes at once.
package struct Teardown: Sendable {
    private let name: ProjectName
    private let project: Project?
    private let observed: ObservedState
    private let options: TeardownOptions

    /// Creates a planner.
    ///
    /// - Parameter project: what the files say; `nil` when there are none, so that the labels have to do.
    package init(of name: ProjectName, project: Project?, observed: ObservedState, options: TeardownOptions) {
        self.name = name
        self.project = project
        self.observed = observed
        self.options = options
    }

    /// Makes the plan.
    package func plan() -> Plan {
        var plan = Plan()
        let cause = "the project goes down"
        let containers = observed.containers.filter { isInScope($0) }
        let dependents = dependents(among: containers)
        var stops: [String: Int] = [:]
        var removals: [Int] = []
        for container in ordered(containers, dependents: dependents) {
            var before = (dependents[container.service] ?? []).compactMap { stops[$0] }
            if container.needsStopping {
                let stop = plan.add(
                    .stopContainer(
                        .init(service: container.service, name: container.name, timeout: options.stopTimeout)
                    ),
                    because: cause,
                    after: before
                )
                stops[container.name] = stop
                before = [stop]
            }
            removals.append(
                plan.add(
                    .removeContainer(
                        .init(
                            name: container.name,
                            removesAnonymousVolumes: options.removesVolumes,
                            isForced: true
                        )
                    ),
                    because: cause,
                    after: before
                )
            )
        }
        for network in removableNetworks {
            _ = plan.add(.removeNetwork(name: network), because: cause, after: removals)
        }
        if options.removesVolumes {
            for volume in removableVolumes {
                _ = plan.add(.removeVolume(name: volume), because: "volumes go too", after: removals)
            }
        }
        for image in removableImages {
            _ = plan.add(.removeImage(reference: image), because: "images go too", after: removals)
        }
        return plan
    }

    private func isInScope(_ container: ObservedContainer) -> Bool {
        guard let project, !options.removesOrphans else { return true }
        return project.services[container.service] != nil || project.disabledServices[container.service] != nil
    }

    /// The names of the containers that depend on each service.
    private func dependents(among containers: [ObservedContainer]) -> [ServiceName: [String]] {
        var result: [ServiceName: [String]] = [:]
        for container in containers {
            let label = container.labels[ComposeLabel.dependsOn] ?? ""
            for entry in label.split(separator: ",") {
                guard let dependency = entry.split(separator: ":").first else { continue }
                result[ServiceName(String(dependency)), default: []].append(container.name)
            }
        }
        return result
    }

    /// Each container after all that depend on it.
    private func ordered(
        _ containers: [ObservedContainer],
        dependents: [ServiceName: [String]]
    ) -> [ObservedContainer] {
        var result: [ObservedContainer] = []
        var placed: Set<String> = []
        var remaining = containers
        let names = Set(containers.map(\.name))
        while !remaining.isEmpty {
            let free = remaining.filter { container in
                (dependents[container.service] ?? []).allSatisfy { placed.contains($0) || !names.contains($0) }
            }
            // Labels that contradict each other must not keep a project from going down.
            let next = free.isEmpty ? remaining : free
            result += next
            placed.formUnion(next.map(\.name))
            remaining.removeAll { placed.contains($0.name) }
        }
        return result
    }

    private var removableNetworks: [String] {
        observed.networks
            .filter { $0.value.labels[ComposeLabel.project] == name.rawValue }
            .keys.sorted()
    }

    private var removableVolumes: [String] {
        observed.volumes
            .filter { $0.value.labels[ComposeLabel.project] == name.rawValue }
            .keys.sorted()
    }

    private var removableImages: [String] {
        guard let mode = options.images, let project else { return [] }
        let services = project.services.values.filter { service in
            switch mode {
            case .all: true
            case .local: service.build != nil && service.image == "\(name)-\(service.name)"
            }
        }
        return Set(services.map(\.image)).filter { observed.images[$0] != nil }.sorted()
    }
}
