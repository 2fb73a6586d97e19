import ComposeModel
import EngineAPI
import Reconciliation

extension ObservedState {
    /// Takes the engine's networks, of several with one name the project's oldest.
    mutating func note(_ found: [NetworkInspection], of project: ProjectName) {
        for (name, networks) in Dictionary(grouping: found, by: \.name) {
            let own = networks.filter { ComposeLabels($0.labels).belongs(to: project) }.sorted(by: Self.isOlder)
            guard let kept = own.first ?? networks.min(by: Self.isOlder) else { continue }
            self.networks[name] = ObservedNetwork(id: kept.id, labels: kept.labels, definition: kept)
            duplicateNetworks += own.dropFirst().map { DuplicateNetwork(name: name, id: $0.id) }
        }
        duplicateNetworks.sort { ($0.name, $0.id.rawValue) < ($1.name, $1.id.rawValue) }
    }

    /// Puts identifiers in place of the names that Podman tells of a container's networks.
    mutating func identifyNetworks() {
        let byName = networks.mapValues(\.id)
        for index in containers.indices {
            containers[index].networks = containers[index].networks.mapValues { byName[$0.rawValue] ?? $0 }
        }
    }

    /// Which of two networks of one name is kept: everybody who looks comes to the same one.
    static func isOlder(_ left: NetworkInspection, _ right: NetworkInspection) -> Bool {
        left.created == right.created ? left.id.rawValue < right.id.rawValue : left.created < right.created
    }
}
