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
        let order = TeardownOrder(observed.containers.filter { isInScope($0) })
        var stops: [String: Int] = [:]
        var removals: [Int] = []
        for container in order.containers {
            var before = order.dependents(of: container).compactMap { stops[$0] }
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

    private var removableNetworks: [String] {
        let own = observed.networks.filter { $0.value.labels[ComposeLabel.project] == name.rawValue }
        let ambiguous = Set(observed.duplicateNetworks.map(\.name))
        // A name that several have does not say which one is meant.
        let references = own.sorted { $0.key < $1.key }
            .map { ambiguous.contains($0.key) ? $0.value.id.rawValue : $0.key }
        return references + observed.duplicateNetworks.map(\.id.rawValue)
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
