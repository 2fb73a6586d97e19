package import ComposeModel
import OrderedCollections

/// Plans what external programs are asked for: services that a provider manages in place of containers, and models; pure.
package struct ProviderPlanner: Sendable {
    private let project: Project

    /// Creates a planner.
    package init(_ project: Project) { self.project = project }

    /// What is run before containers are made: each provider after those that it depends on, and models at any time.
    ///
    /// - Parameter services: those that are brought up, in dependency order.
    package func start(_ services: [Service]) -> Plan {
        var plan = Plan()
        var steps: [ServiceName: Int] = [:]
        for service in services {
            guard let provider = service.provider else { continue }
            steps[service.name] = plan.add(
                .runProvider(.init(service: service.name, command: .up, provider: provider)),
                because: "a provider manages it",
                after: service.dependsOn.keys.compactMap { steps[$0] }
            )
        }
        for key in usedModels(of: services) {
            guard let model = project.models[key] else { continue }
            let bindings = services.reduce(into: [:]) { $0[$1.name] = $1.models[key] }
            _ = plan.add(
                .prepareModel(.init(key: key, model: model, bindings: bindings)),
                because: "a service uses it"
            )
        }
        return plan
    }

    /// Whether what is brought up needs nothing but containers.
    package static func isPointless(_ services: [Service]) -> Bool {
        services.allSatisfy { $0.provider == nil && $0.models.isEmpty }
    }

    /// The models that services use, each once.
    private func usedModels(of services: [Service]) -> OrderedSet<ModelName> {
        OrderedSet(services.filter { $0.provider == nil }.flatMap(\.models.keys))
    }

    /// The containers' services that providers depend on, directly or through others: they are brought up before.
    package func containersBefore(_ services: [Service]) -> (services: [ServiceName], waits: Bool) {
        var found: OrderedSet<ServiceName> = []
        var waits = false
        for service in services where service.provider != nil {
            for (name, dependency) in service.dependsOn {
                guard let other = project.services[name], other.provider == nil else { continue }
                found.append(name)
                waits = waits || dependency.condition != .started
            }
        }
        return (Array(found), waits)
    }

    /// What is run when services are stopped or removed, appended to a plan: dependents first.
    ///
    /// - Parameters:
    ///   - services: those that are meant; others are left alone.
    ///   - steps: the steps after which nothing uses a service any more.
    func end(
        _ command: Operation.RunProvider.Command,
        _ services: Set<ServiceName>,
        because cause: String,
        after steps: [Int],
        in plan: inout Plan
    ) {
        let order = (try? ServiceSelection([], of: project).services) ?? []
        var ended: [ServiceName: Int] = [:]
        for service in order.reversed() where services.contains(service.name) {
            guard let provider = service.provider else { continue }
            let dependents = order.filter { $0.dependsOn[service.name] != nil }.compactMap { ended[$0.name] }
            ended[service.name] = plan.add(
                .runProvider(.init(service: service.name, command: command, provider: provider)),
                because: cause,
                after: steps + dependents
            )
        }
    }
}
