import ComposeModel
import EngineAPI
import OrderedCollections

extension PlanConstruction {
    /// Plans the networks that the services use.
    ///
    /// One that changed is made anew: everything leaves it first. The containers of the services are replaced, what else
    /// was in it joins again.
    mutating func planNetworks() throws(ReconciliationError) {
        let used = Set(users.filter { $0.networkMode == nil }.flatMap { $0.networks.keys })
        for (key, network) in project.networks where used.contains(key) || options.includesUnusedResources {
            let found = observed.networks[network.name]
            if network.isExternal {
                if found == nil { throw .externalNetworkMissing(key: key, name: network.name) }
            } else if found == nil {
                networkSteps[network.name] = plan.add(
                    .createNetwork(requests.request(for: network, key: key)),
                    because: "it does not exist"
                )
            } else if let cause = resources.changedNetworks[network.name] {
                planReplacement(of: network, key, because: cause)
            } else if found?.compose.belongs(to: project.name) != true {
                warnings.append(
                    "network '\(network.name)' exists but was not made for project '\(project.name)'; it is used as it is"
                )
            }
        }
    }

    private mutating func planReplacement(of network: Network, _ key: NetworkName, because cause: String) {
        let name = network.name
        // What is in another network of the name is dealt with there.
        let id = observed.networks[name]?.id ?? ""
        let members = observed.containers.filter { $0.networks[name].map { $0 == id || $0.rawValue.isEmpty } ?? false }
        let left = members.map { member in
            plan.add(.disconnectNetwork(container: member.name, network: name), because: cause)
        }
        let removed = plan.add(.removeNetwork(name: name), because: cause, after: left + (duplicateSteps[name] ?? []))
        let created = plan.add(
            .createNetwork(requests.request(for: network, key: key)),
            because: cause,
            after: [removed]
        )
        networkSteps[name] = created
        let goners = goners
        for member in members where !goners.contains(member.name) {
            let endpoint = member.definition?.networks[name] ?? EndpointSettings()
            var settings = EndpointSettings(
                aliases: endpoint.aliases.filter { $0 != member.id.shortForm },
                ipamConfig: endpoint.ipamConfig
            )
            settings.links = endpoint.links
            settings.driverOpts = endpoint.driverOpts
            settings.gatewayPriority = endpoint.gatewayPriority
            _ = plan.add(
                .connectNetwork(
                    .init(
                        container: member.name,
                        network: name,
                        endpoint: settings,
                        ownNetworks: OwnNetworks(of: project)
                    )
                ),
                because: "network \(name) is made anew",
                after: [created]
            )
        }
    }

    /// The names of the containers that the plan removes, with or without a successor.
    private var goners: Set<String> {
        let replaced = decisions.values.joined().compactMap { decision in
            switch decision {
            case .recreate(let container, _), .remove(let container, _), .discard(let container, _): container.name
            case .keep, .start, .create: nil
            }
        }
        return Set(replaced + (options.orphans == .remove ? orphans.map(\.name) : []))
    }

    /// Plans the volumes that the services mount.
    ///
    /// - Throws: ``ReconciliationError/externalVolumeMissing(key:name:)``, ``ReconciliationError/volumeInUse(key:name:container:)``.
    mutating func planVolumes() throws(ReconciliationError) {
        let used = Set(users.flatMap { $0.mounts.compactMap(\.namedVolume) })
        for (key, volume) in project.volumes where used.contains(key) || options.includesUnusedResources {
            let found = observed.volumes[volume.name]
            if volume.isExternal {
                if found == nil { throw .externalVolumeMissing(key: key, name: volume.name) }
            } else if found == nil {
                volumeSteps[volume.name] = plan.add(
                    .createVolume(requests.request(for: volume, key: key)),
                    because: "it does not exist"
                )
                warnOfFormerName(of: volume, key)
            } else if let cause = resources.changedVolumes[volume.name] {
                try planReplacement(of: volume, key, because: cause)
            } else if found?.compose.belongs(to: project.name) != true {
                warnings.append(
                    "volume '\(volume.name)' exists but was not made for project '\(project.name)'; it is used as it is"
                )
            }
        }
    }

    /// Says where the data of a volume is that has got another name in the files.
    private mutating func warnOfFormerName(of volume: Volume, _ key: ComposeModel.VolumeName) {
        let names = Set(project.volumes.values.map(\.name))
        let former = observed.volumes.filter { name, found in
            found.compose.belongs(to: project.name) && found.compose.volume == key && !names.contains(name)
        }
        for name in former.keys.sorted() {
            warnings.append(
                "volume '\(name)' keeps what it holds, and is not used any more: '\(key)' is now volume '\(volume.name)', "
                    + "which is empty"
            )
        }
    }

    /// A volume can be removed only when no container has it, so that those go first.
    private mutating func planReplacement(
        of volume: Volume,
        _ key: ComposeModel.VolumeName,
        because cause: String
    ) throws(ReconciliationError) {
        let users = observed.containers.filter { $0.volumes.values.contains(volume.name) }
        let goners = goners
        if let other = users.first(where: { !goners.contains($0.name) }) {
            throw .volumeInUse(key: key, name: volume.name, container: other.name)
        }
        let removals = users.map { user in
            if let step = earlyRemovals[user.name] { return step }
            let stops = services.first { $0.name == user.service }.map { planStopsOfDependents(of: $0) } ?? []
            let step = planRemoval(of: user, because: "volume \(volume.name) is made anew", after: stops)
            earlyRemovals[user.name] = step
            return step
        }
        let removed = plan.add(.removeVolume(name: volume.name), because: cause, after: removals)
        volumeSteps[volume.name] = plan.add(
            .createVolume(requests.request(for: volume, key: key)),
            because: cause,
            after: [removed]
        )
    }

    /// The services that networks and volumes are for.
    private var users: [Service] { services + [options.oneOff?.service].compactMap(\.self) }

    private var requests: ResourceRequests { ResourceRequests(project: project, toolVersion: options.toolVersion) }
}
