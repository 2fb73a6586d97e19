import ComposeModel
import EngineAPI
import OrderedCollections

/// Compares one service's containers with its blueprint and decides what becomes of each.
struct ServiceDecisions {
    let project: Project
    let service: Service
    let blueprint: ContainerBlueprint
    /// The service's containers, without those of single commands.
    let containers: [ObservedContainer]
    let observed: ObservedState
    let options: ReconciliationOptions
    /// What becomes of networks and volumes.
    let resources: ProjectResources
    /// The services whose first container is a new one after the plan.
    let recreated: Set<ServiceName>
    /// Whether a service that depends on this one has to be started by the same plan.
    let dependentStarts: Bool
    /// Whether others depend on this service's successful end.
    let isJob: Bool

    /// The decisions, in the order of the containers' numbers.
    func make() -> [ContainerDecision] {
        let desired = options.scale[service.name] ?? service.scale
        let leftovers = leftovers(among: containers)
        let existing =
            containers
            .filter { !leftovers.contains($0.name) }
            .map { (container: $0, cause: replacementCause(for: $0)) }
            // What is up to date is kept before what is not, lower numbers before higher ones.
            .sorted { ($0.cause == nil ? 0 : 1, $0.container.number) < ($1.cause == nil ? 0 : 1, $1.container.number) }
        var decisions: [(number: Int, decision: ContainerDecision)] = []
        for (index, entry) in existing.enumerated() {
            let decision: ContainerDecision =
                if index >= desired {
                    .remove(entry.container, cause: "\(desired) \(desired == 1 ? "is" : "are") wanted")
                } else if let cause = entry.cause {
                    .recreate(entry.container, cause: cause)
                } else if let cause = startCause(for: entry.container) {
                    .start(entry.container, cause: cause)
                } else {
                    .keep(entry.container)
                }
            decisions.append((entry.container.number, decision))
        }
        for container in containers where leftovers.contains(container.name) {
            decisions.append(
                (container.number, .discard(container, cause: "an interrupted replacement left it behind"))
            )
        }
        let highest = existing.map(\.container.number).max() ?? 0
        for offset in 0..<max(0, desired - existing.count) {
            decisions.append((highest + 1 + offset, .create(number: highest + 1 + offset, cause: "it does not exist")))
        }
        return decisions.sorted { $0.number < $1.number }.map(\.decision)
    }

    /// The names of containers that were to replace another one that is still there.
    private func leftovers(among containers: [ObservedContainer]) -> Set<String> {
        let finals = Set(containers.filter { !isProvisional($0) }.map(\.number))
        return Set(containers.filter { isProvisional($0) && finals.contains($0.number) }.map(\.name))
    }

    private func isProvisional(_ container: ObservedContainer) -> Bool {
        ContainerNaming.isProvisional(
            container.name,
            for: ContainerNaming.name(project: project, service: service, number: container.number)
        )
    }

    private func startCause(for container: ObservedContainer) -> String? {
        switch container.state {
        case .running, .paused, .restarting, .dead: return nil
        case .created: return "it was never started"
        case .ending: return "it is being stopped"
        case .exited(let code):
            // A job that ended well is done, until something that needs it starts anew.
            if code == 0 && isJob && !dependentStarts { return nil }
            return "it exited with \(code)"
        }
    }

    private func replacementCause(for container: ObservedContainer) -> String? {
        let isRequested = options.services.isEmpty || options.services.contains(service.name)
        let forDependencies: ReconciliationOptions.Recreation =
            options.recreation == .never ? .never : options.recreatesDependencies ? .always : .whenChanged
        let recreation = isRequested ? options.recreation : forDependencies
        switch recreation {
        case .never: return container.state == .dead ? "it is dead" : nil
        case .always: return "recreation was asked for"
        case .whenChanged:
            return configurationCause(for: container) ?? nameCause(for: container) ?? stateCause(for: container)
        }
    }

    private func configurationCause(for container: ObservedContainer) -> String? {
        settingsCause(for: container) ?? container.image.flatMap { imageCause(service.image, from: $0) }
            ?? mountCause(for: container)
    }

    /// Why a container cannot keep the settings that it was made with.
    private func settingsCause(for container: ObservedContainer) -> String? {
        // Most containers are as they are wanted, and that is seen without decoding anything.
        let label = container.compose.fingerprint ?? ""
        guard !ContainerFingerprint.isLabel(label, ofBlueprint: blueprint.digest) else { return nil }
        if let record = ConfigurationRecord(container.compose) {
            guard record.digest != blueprint.digest else { return nil }
            let changes = record.changes(
                to: blueprint,
                definition: container.definition,
                disclosingValues: options.disclosesValues
            )
            return changes.isEmpty ? "its configuration changed" : changes.joined(separator: ", ")
        }
        guard !hasDockerComposesDigest(container) else { return nil }
        guard let origin = container.foreignOrigin else { return "its configuration is not known" }
        guard observed.engine.has(.settingsAsAsked) else { return "another tool made it with other settings" }
        let differences = AdoptionComparison(blueprint: blueprint, origin: origin).differences
        guard !differences.isEmpty else { return nil }
        return "another tool made it with other settings: \(differences.joined(separator: ", "))"
    }

    /// Why a container cannot keep the image that it has by a name.
    private func imageCause(_ name: String, from image: ImageID) -> String? {
        if options.renewedImages.contains(name) {
            return "image \(name): \(image.shortForm) → the one that is made before, if it differs"
        }
        guard let wanted = observed.images[name], image != wanted else { return nil }
        return "image \(name): \(image.shortForm) → \(wanted.shortForm)"
    }

    /// Why a container cannot keep the images that are mounted; what another tool mounted is not known.
    private func mountCause(for container: ObservedContainer) -> String? {
        let mounted = container.compose.mountedImages
        for name in service.mounts.compactMap(\.mountedImage) {
            guard let image = mounted[name] else { continue }
            if let cause = imageCause(name, from: ImageID(image)) { return cause }
        }
        return nil
    }

    /// Why a container cannot keep its name. One that the tool made up in another form, as with `--compatibility`, is kept.
    private func nameCause(for container: ObservedContainer) -> String? {
        let wanted = ContainerNaming.name(project: project, service: service, number: container.number)
        guard container.name != wanted, !ContainerNaming.isProvisional(container.name, for: wanted) else { return nil }
        if service.containerName == nil, container.name.contains(project.name.rawValue) { return nil }
        return "container_name: \(container.name) → \(wanted)"
    }

    /// Whether docker compose's digest on the container is that of the configuration.
    private func hasDockerComposesDigest(_ container: ObservedContainer) -> Bool {
        let text = options.configurations[service.name]?.whole { observed.firstContainer(of: $0)?.id.rawValue }
        guard let text else { return false }
        return container.compose.configurationHash == Digest.hexadecimal(of: text)
    }

    private func stateCause(for container: ObservedContainer) -> String? {
        if container.state == .dead { return "it is dead" }
        if let cause = parentCause(for: container) { return cause }
        for parent in service.linkParents {
            if recreated.contains(parent) { return "it is linked to '\(parent)', which is recreated" }
            // The engine makes a link together with the container that has it, to what is there by then.
            guard let linked = observed.firstContainer(of: parent), !container.created.isNever,
                linked.created > container.created
            else { continue }
            return "it is linked to a container of '\(parent)' that is gone"
        }
        for attachment in blueprint.attachments {
            if resources.changedNetworks[attachment.network] != nil {
                return "network \(attachment.network) is made anew"
            }
            guard let attached = container.networks[attachment.network] else {
                return "it is not attached to network \(attachment.network)"
            }
            guard let network = observed.networks[attachment.network]?.id else {
                return "network \(attachment.network) does not exist any more"
            }
            if !attached.rawValue.isEmpty, !network.rawValue.isEmpty, attached != network {
                return "network \(attachment.network) was replaced"
            }
        }
        for mount in service.mounts {
            guard case .volume(let source?, _) = mount.kind else { continue }
            let name = project.volumes[source]?.name ?? source.rawValue
            if resources.changedVolumes[name] != nil { return "volume \(name) is made anew" }
            if container.volumes[mount.target] != name { return "volume \(name) is not mounted at \(mount.target)" }
        }
        return nil
    }

    /// Why a container has to follow another one whose namespaces or volumes it uses.
    private func parentCause(for container: ObservedContainer) -> String? {
        for parent in service.namespaceParents {
            if recreated.contains(parent.service) {
                return "its '\(parent.attribute)' is that of '\(parent.service)', which gets a new container"
            }
            let host = container.definition?.hostConfig
            let mode: String? =
                switch parent.attribute {
                case "network_mode": host?.networkMode
                case "pid": host?.pidMode
                case "ipc": host?.ipcMode
                default: nil
                }
            // The engine replaces a name by the identifier of what had it.
            guard let mode, mode.hasPrefix("container:") else { continue }
            let used = mode.dropFirst("container:".count)
            let others = observed.containers.filter { $0.service == parent.service }
            if !others.isEmpty, !others.contains(where: { $0.id.rawValue == used || $0.name == used }) {
                return "its '\(parent.attribute)' is that of a container of '\(parent.service)' that is gone"
            }
        }
        return nil
    }
}
