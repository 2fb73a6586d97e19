import ComposeModel
import OrderedCollections

/// The order in which containers are stopped: each after all that depend on it, as their labels say.
struct TeardownOrder {
    /// The containers in that order.
    let containers: [ObservedContainer]
    private let dependents: [ServiceName: [String]]

    /// Orders the containers.
    init(_ containers: [ObservedContainer]) {
        var dependents: [ServiceName: [String]] = [:]
        for container in containers {
            for dependency in container.compose.dependsOn.keys {
                dependents[dependency, default: []].append(container.name)
            }
        }
        var result: [ObservedContainer] = []
        var placed: Set<String> = []
        var remaining = containers
        while !remaining.isEmpty {
            let free = remaining.filter { (dependents[$0.service] ?? []).allSatisfy(placed.contains) }
            // Labels that contradict each other must not keep a project from going down.
            let next = free.isEmpty ? remaining : free
            result += next
            placed.formUnion(next.map(\.name))
            remaining.removeAll { placed.contains($0.name) }
        }
        self.containers = result
        self.dependents = dependents
    }

    /// The services that depend on a service.
    func dependentServices(of service: ServiceName) -> Set<ServiceName> {
        let names = Set(dependents[service] ?? [])
        return Set(containers.filter { names.contains($0.name) }.map(\.service))
    }

    /// The names of the containers that depend on this one's service.
    func dependents(of container: ObservedContainer) -> [String] { dependents[container.service] ?? [] }
}
