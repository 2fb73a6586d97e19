import ComposeModel
import EngineAPI

/// Compares a container that another tool made with the blueprint that EnGarde would make it from.
///
/// The other tool's digest says nothing here, so the container itself is looked at: what the engine reports of it, with
/// what comes from its image taken into account. A container in which nothing differs is kept as it is.
struct AdoptionComparison {
    let blueprint: ContainerBlueprint
    let origin: ObservedContainer.ForeignOrigin

    /// The attributes that differ, in the words of a Compose file, in a fixed order.
    var differences: [String] {
        let wanted = blueprint.request
        let actual = origin.inspection
        let image = origin.imageConfiguration
        let checks: [Check] = [
            ("image", wanted.config.image == actual.config.image),
            ("command", (wanted.config.cmd ?? inheritedCommand) == nonEmpty(actual.config.cmd)),
            (
                "entrypoint",
                (wanted.config.entrypoint ?? nonEmpty(image.entrypoint)) == nonEmpty(actual.config.entrypoint)
            ),
            ("environment", variables(image.env + wanted.config.env) == variables(actual.config.env)),
            ("labels", foreign(image).merging(wanted.config.labels) { $1 } == foreign(actual.config)),
            ("user", either(wanted.config.user, image.user) == actual.config.user),
            ("working_dir", either(wanted.config.workingDir, image.workingDir) == actual.config.workingDir),
            ("hostname", wanted.config.hostname.isEmpty || wanted.config.hostname == actual.config.hostname),
            ("domainname", wanted.config.domainname == actual.config.domainname),
            ("stop_signal", either(wanted.config.stopSignal, image.stopSignal) == actual.config.stopSignal),
            ("stop_grace_period", wanted.config.stopTimeout ?? 10 == actual.config.stopTimeout ?? 10),
            ("tty", wanted.config.tty == actual.config.tty),
            ("stdin_open", wanted.config.openStdin == actual.config.openStdin),
            ("healthcheck", healthcheck(wanted.config.healthcheck, image.healthcheck) == actual.config.healthcheck),
            ("volumes", mounts(wanted.hostConfig) == mounts(actual.hostConfig)),
            ("volumes_from", wanted.hostConfig.volumesFrom.count == actual.hostConfig.volumesFrom.count),
            ("tmpfs", wanted.hostConfig.tmpfs == actual.hostConfig.tmpfs),
            ("restart", restart(wanted.hostConfig) == restart(actual.hostConfig)),
            ("init", wanted.hostConfig.isInit ?? false == actual.hostConfig.isInit ?? false),
            ("logging", isSameLogging),
            // Engines before API 1.43 drop them.
            ("annotations", [wanted.hostConfig.annotations, [:]].contains(actual.hostConfig.annotations)),
        ]
        let all = checks + networkChecks + rightsChecks + limitChecks
        return all.filter { !$0.isEqual }.map(\.name)
    }

    private var inheritedCommand: [String]? {
        // An entrypoint of its own drops the image's command.
        blueprint.request.config.entrypoint == nil ? nonEmpty(origin.imageConfiguration.cmd) : nil
    }

    private var isSameLogging: Bool {
        let (wanted, actual) = (blueprint.request.hostConfig.logConfig, origin.inspection.hostConfig.logConfig)
        guard let wanted, let actual else { return (wanted?.config ?? [:]).isEmpty }
        return (wanted.type.isEmpty || wanted.type == actual.type) && wanted.config == actual.config
    }

    private func nonEmpty(_ words: [String]?) -> [String]? { words?.isEmpty ?? true ? nil : words }

    private func either(_ own: String, _ inherited: String) -> String { own.isEmpty ? inherited : own }

    private func variables(_ entries: [String]) -> [String: String] {
        entries.reduce(into: [:]) { result, entry in
            let parts = entry.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            guard let name = parts.first else { return }
            result[name] = parts.count > 1 ? parts[1] : nil
        }
    }

    private func foreign(_ config: ContainerConfig) -> [String: String] { ComposeLabels(config.labels).foreign }

    private func healthcheck(_ own: EngineAPI.Healthcheck?, _ inherited: EngineAPI.Healthcheck?) -> EngineAPI
        .Healthcheck?
    {
        guard var merged = own else { return inherited }
        guard let inherited else { return merged }
        if merged.test.isEmpty { merged.test = inherited.test }
        merged.interval = merged.interval ?? inherited.interval
        merged.timeout = merged.timeout ?? inherited.timeout
        merged.startPeriod = merged.startPeriod ?? inherited.startPeriod
        merged.retries = merged.retries ?? inherited.retries
        return merged
    }

    func bindings(_ host: HostConfig) -> [ContainerPort: Set<PortBinding>] {
        host.portBindings.bindings.mapValues { bindings in
            Set(
                bindings.map { binding in
                    PortBinding(
                        hostIP: binding.hostIP == "0.0.0.0" ? "" : binding.hostIP,
                        hostPort: binding.hostPort == "0" ? "" : binding.hostPort
                    )
                }
            )
        }
    }

    private struct MountedSource: Hashable {
        var source: String
        var isReadOnly: Bool
    }

    /// What is mounted where, in whichever of the two forms it was asked for; anonymous volumes have no source.
    private func mounts(_ host: HostConfig) -> [String: MountedSource] {
        var result: [String: MountedSource] = [:]
        for bind in host.binds {
            let parts = bind.split(separator: ":").map(String.init)
            guard parts.count >= 2 else { continue }
            let modes = parts.count > 2 ? parts[2].split(separator: ",") : []
            result[parts[1]] = MountedSource(source: parts[0], isReadOnly: modes.contains("ro"))
        }
        for mount in host.mounts where !mount.source.isEmpty {
            result[mount.target] = MountedSource(source: mount.source, isReadOnly: mount.readOnly)
        }
        return result
    }

    private func restart(_ host: HostConfig) -> EngineAPI.RestartPolicy {
        host.restartPolicy ?? RestartPolicy(.no)
    }
}
