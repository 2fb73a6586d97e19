import Diagnostics

/// Whether environments should have a value in common: what production is to be like in development, and what not.
package enum DifferenceGroup: String, Sendable, Hashable, CaseIterable, Encodable {
    /// What runs, and how it hangs together: services, networks, dependencies, the images that are pulled, and the versions that
    /// images are built with.
    case mustMatch
    /// How it is worked with: mounts and watching, build targets, verbosity, restarts, limits, logging, published ports and
    /// privileges.
    case shouldDiffer
    /// Everything else.
    case other

    /// The group that a value of a project belongs to.
    ///
    /// - Parameters:
    ///   - path: the way to the value.
    ///   - isBuilt: whether its service is built in both environments, so that the image's name says nothing of what is in it.
    init(of path: ProjectPath, isBuilt: Bool) {
        let keys = path.steps.compactMap { (step: ProjectPath.Step) -> String? in
            if case .key(let key) = step { key } else { nil }
        }
        switch keys.first {
        case "services": self = keys.count < 3 ? .mustMatch : Self.group(ofAttribute: Array(keys[2...]), isBuilt)
        case "networks": self = keys.count > 2 && ["labels", "name"].contains(keys[2]) ? .other : .mustMatch
        case "volumes": self = .shouldDiffer
        default: self = .other
        }
    }

    /// Attributes of services of which each environment has its own, with all that is below them.
    private static let ownAttributes: Set<String> = [
        "blkio_config", "cap_add", "cap_drop", "cpu_count", "cpu_percent", "cpu_period", "cpu_quota", "cpu_rt_period",
        "cpu_rt_runtime", "cpu_shares", "cpus", "cpuset", "develop", "expose", "log_driver", "log_opt", "logging",
        "mem_limit", "mem_reservation", "mem_swappiness", "memswap_limit", "oom_kill_disable", "oom_score_adj",
        "pids_limit", "ports", "privileged", "read_only", "restart", "security_opt", "shm_size", "tmpfs", "ulimits",
        "user", "userns_mode", "volumes", "volumes_from",
    ]

    /// Attributes of services that say how services hang together.
    private static let topology: Set<String> = ["depends_on", "external_links", "links", "network_mode", "networks"]

    private static func group(ofAttribute keys: [String], _ isBuilt: Bool) -> DifferenceGroup {
        let below = keys.count > 1 ? keys[1] : ""
        switch keys[0] {
        case "image": return isBuilt ? .other : .mustMatch
        case "build" where below == "target": return .shouldDiffer
        case "build" where below == "args" && keys.count > 2 && keys[2].uppercased().contains("VERSION"):
            return .mustMatch
        case "deploy" where below == "resources" || below == "restart_policy": return .shouldDiffer
        case "environment" where saysHowMuchIsSaid(below): return .shouldDiffer
        case let name where topology.contains(name): return .mustMatch
        case let name where ownAttributes.contains(name): return .shouldDiffer
        default: return .other
        }
    }

    /// Whether a variable is about how much a program says, or which environment it is in: `LOG_LEVEL`, `DEBUG`, `NODE_ENV`.
    private static func saysHowMuchIsSaid(_ variable: String) -> Bool {
        let words = variable.uppercased().split(separator: "_").map(String.init)
        let telling: Set<String> = [
            "DEBUG", "LOG", "LOGGING", "LOGLEVEL", "LOGS", "TRACE", "VERBOSE", "VERBOSITY",
        ]
        return words.contains(where: telling.contains) || ["ENV", "ENVIRONMENT"].contains(words.last ?? "")
    }
}
