package import ComposeModel
import DependencyGraphs
import OrderedCollections

/// A service that is not started because another one is not ready for it.
package struct WaitingService: Sendable, Hashable {
    /// The service that waits.
    package var name: ServiceName
    /// What it waits for.
    package var dependency: ServiceName

    /// Creates the value.
    package init(_ name: ServiceName, for dependency: ServiceName) {
        self.name = name
        self.dependency = dependency
    }
}

extension Plan {
    /// The services that are not started when a step fails: those that wait for its service first, then those that wait for
    /// these, and so on. Each is named once, with the first that it waits for; a service of the step itself is none of them.
    package func servicesWaiting(for step: Int) -> [WaitingService] {
        guard let failed = self.step(step)?.operation.preparedService else { return [] }
        let dependents = graph.dependents()
        var result: OrderedDictionary<ServiceName, ServiceName> = [:]
        var seen: Set<Int> = [step]
        var pending = [(step: step, service: failed)]
        while !pending.isEmpty {
            var next: [(step: Int, service: ServiceName)] = []
            for (id, service) in pending {
                for dependent in dependents[id] ?? [] where seen.insert(dependent).inserted {
                    guard let other = self.step(dependent)?.operation.preparedService else { continue }
                    if other != service, other != failed, result[other] == nil { result[other] = service }
                    next.append((dependent, other))
                }
            }
            pending = next
        }
        return result.map { WaitingService($0.key, for: $0.value) }
    }
}

extension Operation {
    /// The service that the operation is a step to having ready; `nil` for what is taken down, and for what services share:
    /// images, networks and volumes.
    fileprivate var preparedService: ServiceName? {
        switch self {
        case .createContainer(let create): create.service
        case .putFiles(let put): put.service
        case .runPreStart(let run): run.service
        case .startContainer(let start): start.service
        case .awaitReadiness(let wait): wait.service
        default: nil
        }
    }
}
