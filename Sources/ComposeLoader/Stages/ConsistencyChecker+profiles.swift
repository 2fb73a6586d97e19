internal import OrderedCollections

/// Services that wait for a profile.
extension ConsistencyChecker {
    /// Warns of disabled services that no single profile can start, because what they depend on is in other profiles only.
    func checkProfiles() {
        var members = OrderedDictionary<String, [String]>()
        for (name, service) in disabled {
            for profile in Self.profiles(of: service) { members[profile, default: []].append(name) }
        }
        var obstacles: [String: (dependency: String, count: Int)] = [:]
        for (profile, names) in members {
            for (name, dependency) in self.obstacles(among: names, in: profile) {
                obstacles[name] = (dependency, (obstacles[name]?.count ?? 0) + 1)
            }
        }
        for (name, service) in disabled {
            guard let obstacle = obstacles[name], obstacle.count == Self.profiles(of: service).count else { continue }
            warn(name, service, obstacle.dependency)
        }
    }

    private func warn(_ name: String, _ service: Node, _ dependency: String) {
        let own = Self.profiles(of: service).first ?? ""
        let others = disabled[dependency].map(Self.profiles) ?? []
        let isElsewhere = !others.contains { Self.profiles(of: service).contains($0) }
        let list = others.map { "'\($0)'" }.joined(separator: ", ")
        diagnostics.warning(
            "no profile can start service '\(name)': it depends on '\(dependency)', "
                + (isElsewhere ? "which only profile \(list) enables" : "which no profile can start"),
            at: service["depends_on"]?[dependency]?.place ?? service.place,
            hint: isElsewhere
                ? "add '\(own)' to the profiles of '\(dependency)', or set 'required: false'"
                : "set 'required: false', or make '\(dependency)' startable"
        )
    }

    /// The services of a profile that it cannot start, each with the dependency that is in the way.
    private func obstacles(among names: [String], in profile: String) -> [String: String] {
        let enabled = Set(names)
        var blocked: [String: String] = [:]
        var dependents: [String: [String]] = [:]
        var waiting: [String] = []
        for name in names {
            for (dependency, node) in disabled[name]?["depends_on"]?.mapping ?? [:] {
                guard disabled[dependency] != nil, node["required"].flatMap(ScalarReader.bool) ?? true else { continue }
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

    private static func profiles(of service: Node) -> [String] {
        (service["profiles"]?.sequence ?? []).compactMap(\.scalarText)
    }
}
