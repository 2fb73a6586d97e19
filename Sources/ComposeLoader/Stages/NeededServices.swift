internal import DependencyGraphs
internal import OrderedCollections

/// The services that a load is for.
struct NeededServices {
    /// Their names; `nil` is all.
    private var names: Set<String>?

    init(_ request: LoadRequest, among services: OrderedDictionary<String, Node>) {
        switch request.neededServices {
        case .none: names = []
        case .named(let withDependencies) where !request.services.isEmpty:
            names = withDependencies ? Self.closure(of: request.services, services) : Set(request.services)
        case .all, .named: names = nil
        }
    }

    func contains(_ name: String) -> Bool {
        names?.contains(name) ?? true
    }

    private static func closure(of names: [String], _ services: OrderedDictionary<String, Node>) -> Set<String> {
        var graph = DependencyGraph<String>()
        for (name, service) in services {
            graph.insert(name)
            for dependency in (service["depends_on"]?.mapping ?? [:]).keys where services[dependency] != nil {
                graph.insert(name, dependingOn: dependency)
            }
        }
        return Set(graph.closure(of: names.filter { services[$0] != nil }))
    }
}
