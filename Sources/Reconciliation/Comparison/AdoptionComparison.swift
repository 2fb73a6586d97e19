import ComposeModel
import EngineAPI

/// Compares a container that another tool made with the blueprint that EnGarde would make it from.
///
/// The other tool's digest says nothing here, so the container itself is looked at: what the engine reports of it, with
/// what comes from its image taken into account. A container in which nothing differs is kept as it is.
struct AdoptionComparison {
    let blueprint: ContainerBlueprint
    let origin: ObservedContainer.ForeignOrigin

    /// What is wanted of the engine.
    var wanted: ContainerCreateRequest { blueprint.request }
    /// What the container's image brings along.
    var image: ContainerConfig { origin.imageConfiguration }
    /// What the container was made from, as the engine tells it.
    var actual: ContainerCreateRequest {
        ContainerCreateRequest(
            image: ImageReference(origin.inspection.config.image),
            config: origin.inspection.config,
            hostConfig: origin.inspection.hostConfig
        )
    }

    /// The attributes that differ, in the words of a Compose file, in the order of the ``AttributeTable``.
    var differences: [String] {
        AttributeTable.containerAttributes.filter { !$0.attribute.isSame(self) }.map(\.name)
    }

    /// The image's command; an entrypoint of its own drops it.
    var inheritedCommand: [String]? {
        blueprint.request.config.entrypoint == nil ? nonEmpty(origin.imageConfiguration.cmd) : nil
    }

    /// Words, or that there are none.
    func nonEmpty(_ words: [String]?) -> [String]? { words?.isEmpty ?? true ? nil : words }

    /// Variables by name; later ones count.
    func variables(_ entries: [String]) -> [String: String] {
        entries.reduce(into: [:]) { result, entry in
            let parts = entry.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            guard let name = parts.first else { return }
            result[name] = parts.count > 1 ? parts[1] : nil
        }
    }

    /// The labels that are neither docker compose's nor EnGarde's.
    func foreign(_ config: ContainerConfig) -> [String: String] { ComposeLabels(config.labels).foreign }

    /// A health check with what is the image's where the files set nothing.
    func healthcheck(_ own: EngineAPI.Healthcheck?, _ inherited: EngineAPI.Healthcheck?) -> EngineAPI
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

    /// Where ports are published.
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

    /// What is mounted where, in whichever of the two forms it was asked for; anonymous volumes are left out.
    func mounts(_ host: HostConfig) -> [String: MountedSource] {
        var result: [String: MountedSource] = [:]
        for bind in host.binds {
            let parts = bind.split(separator: ":").map(String.init)
            guard parts.count >= 2 else { continue }
            let modes = parts.count > 2 ? parts[2].split(separator: ",").map(String.init) : []
            result[parts[1]] = MountedSource(source: parts[0], modes: modes)
        }
        for mount in host.mounts where !mount.source.isEmpty || mount.type == .tmpfs {
            result[mount.target] = MountedSource(mount)
        }
        return result
    }
}
