package import ComposeLoader
package import Diagnostics
internal import OrderedCollections

/// A service that waits for a profile, and that no single profile can start.
package struct UnstartableService: Rule {
    package let id = "unstartable-service"
    package let summary = "a service depends on services that are in other profiles only"

    package init() {}

    package func diagnostics(in loaded: LoadedProject) -> [Diagnostic] {
        DisabledServices(loaded).unstartable().map { name, service, dependency in
            let own = DisabledServices.profiles(of: service).first ?? ""
            let others =
                loaded.disabledServiceNodes.first { $0.key == dependency }
                .map { DisabledServices.profiles(of: $0.value) } ?? []
            let isElsewhere = !others.contains { DisabledServices.profiles(of: service).contains($0) }
            let list = others.map { "'\($0)'" }.joined(separator: ", ")
            return .warning(
                "no profile can start service '\(name)': it depends on '\(dependency)', "
                    + (isElsewhere ? "which only profile \(list) enables" : "which no profile can start"),
                at: service["depends_on"]?[dependency] ?? service,
                hint: isElsewhere
                    ? "add '\(own)' to the profiles of '\(dependency)', or set 'required: false'"
                    : "set 'required: false', or make '\(dependency)' startable"
            )
        }
    }
}

/// The services that no active profile enables, and what each profile could start of them.
private struct DisabledServices {
    let services: OrderedDictionary<String, ProjectNode>

    init(_ loaded: LoadedProject) {
        services = OrderedDictionary(loaded.disabledServiceNodes.map { ($0.key, $0.value) }) { $1 }
    }

    static func profiles(of service: ProjectNode) -> [String] {
        (service["profiles"]?.items ?? []).compactMap(\.scalarText)
    }

    /// The services that none of their profiles can start, each with a dependency that is in the way.
    func unstartable() -> [(name: String, service: ProjectNode, dependency: String)] {
        var members = OrderedDictionary<String, [String]>()
        for (name, service) in services {
            for profile in Self.profiles(of: service) { members[profile, default: []].append(name) }
        }
        var found: [String: (dependency: String, count: Int)] = [:]
        for names in members.values {
            for (name, dependency) in obstacles(among: names) {
                found[name] = (dependency, (found[name]?.count ?? 0) + 1)
            }
        }
        return services.compactMap { name, service in
            guard let obstacle = found[name], obstacle.count == Self.profiles(of: service).count else { return nil }
            return (name, service, obstacle.dependency)
        }
    }

    /// Those services of a profile that it cannot start, each with the dependency that is in the way.
    private func obstacles(among names: [String]) -> [String: String] {
        let enabled = Set(names)
        var blocked: [String: String] = [:]
        var dependents: [String: [String]] = [:]
        var waiting: [String] = []
        for name in names {
            for (dependency, node) in services[name]?["depends_on"]?.entries ?? [] {
                guard services[dependency] != nil, node["required"]?.bool ?? true else { continue }
                if enabled.contains(dependency) {
                    dependents[dependency, default: []].append(name)
                } else if blocked.updateValue(dependency, forKey: name) == nil {
                    waiting.append(name)
                }
            }
        }
        while let dependency = waiting.popLast() {
            for name in dependents[dependency] ?? [] where blocked[name] == nil {
                blocked[name] = dependency
                waiting.append(name)
            }
        }
        return blocked
    }
}
