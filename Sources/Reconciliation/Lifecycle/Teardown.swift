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
        let scope = containersInScope
        let order = TeardownOrder(scope)
        var stops: [String: Int] = [:]
        var removals: [Int] = []
        for container in order.containers {
            var before = order.dependents(of: container).compactMap { stops[$0] }
            if container.needsStopping {
                let stop = plan.add(
                    .stop(container, within: options.stopTimeout, in: project),
                    because: cause,
                    after: before
                )
                stops[container.name] = stop
                before = [stop]
            }
            removals.append(
                plan.add(
                    .remove(container, withAnonymousVolumes: options.removesVolumes),
                    because: cause,
                    after: before
                )
            )
        }
        if let project {
            let services = options.services.isEmpty ? Set(project.services.keys) : options.services
            ProviderPlanner(project).end(.down, services, because: cause, after: removals, in: &plan)
        }
        let remaining = observed.containers.filter { container in !scope.contains { $0.name == container.name } }
        for network in removableNetworks where !remaining.contains(where: { $0.networks[network] != nil }) {
            _ = plan.add(.removeNetwork(name: network), because: cause, after: removals)
        }
        if options.removesVolumes {
            for volume in removableVolumes where !remaining.contains(where: { $0.volumes.values.contains(volume) }) {
                _ = plan.add(.removeVolume(name: volume), because: "volumes go too", after: removals)
            }
        }
        for image in removableImages {
            _ = plan.add(.removeImage(reference: image), because: "images go too", after: removals)
        }
        return plan
    }

    private var containersInScope: [ObservedContainer] {
        let candidates = observed.containers.filter { isInScope($0) }
        guard !options.services.isEmpty else { return candidates }
        // What depends on a service cannot do without it: it goes, too.
        var services = options.services
        let order = TeardownOrder(candidates)
        for container in order.containers.reversed() where services.contains(container.service) {
            services.formUnion(order.dependentServices(of: container.service))
        }
        return candidates.filter { services.contains($0.service) }
    }

    private func isInScope(_ container: ObservedContainer) -> Bool {
        guard let project, !options.removesOrphans else { return true }
        return project.definition(of: container.service) != nil
    }

    private var removableNetworks: [String] {
        let own = observed.networks.filter { $0.value.compose.belongs(to: name) }
        let ambiguous = Set(observed.duplicateNetworks.map(\.name))
        // A name that several have does not say which one is meant.
        let references = own.sorted { $0.key < $1.key }
            .map { ambiguous.contains($0.key) ? $0.value.id.rawValue : $0.key }
        return references + observed.duplicateNetworks.map(\.id.rawValue)
    }

    private var removableVolumes: [String] {
        observed.volumes
            .filter { $0.value.compose.belongs(to: name) }
            .keys.sorted()
    }

    private var removableImages: [String] {
        guard let mode = options.images else { return [] }
        guard let project else { return imagesOfContainers(mode) }
        let services = project.services.values.filter { service in
            guard options.services.isEmpty || options.services.contains(service.name) else { return false }
            return switch mode {
            case .all: true
            case .local: service.build != nil && service.image == "\(name)\(project.nameSeparator)\(service.name)"
            }
        }
        return Set(services.map(\.image)).filter { observed.images[$0] != nil }.sorted()
    }

    /// The images of the containers that go, which are all that is known without files.
    private func imagesOfContainers(_ mode: TeardownOptions.Images) -> [String] {
        let images = containersInScope.compactMap { container -> String? in
            guard let image = container.definition?.config.image, !image.isEmpty else { return nil }
            let ownNames = ["-", "_"].map { "\(name)\($0)\(container.service)" }
            return mode == .all || ownNames.contains(image) ? image : nil
        }
        return Set(images).sorted()
    }
}
