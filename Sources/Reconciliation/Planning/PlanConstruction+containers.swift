import ComposeModel
import EngineAPI
import OrderedCollections

extension PlanConstruction {
    /// Turns the decisions about a service's containers into steps.
    ///
    /// A container is created as soon as its networks and volumes are there, and started when its dependencies are as
    /// ready as the service asks.
    mutating func planContainers(of service: Service) {
        guard let blueprint = blueprints[service.name], let decisions = decisions[service.name] else { return }
        let starts = decisions.contains(where: \.startsContainer)
        let duplicates = blueprint.attachments.flatMap { duplicateSteps[$0.network] ?? [] }
        let gates = starts ? gatingSteps(of: service) + duplicates : []
        let earlyStops = decisions.contains(where: \.isRecreation) ? planStopsOfDependents(of: service) : []
        // A leftover may hold the very name that its successor needs.
        var discards: [Int] = []
        for case .discard(let container, let cause) in decisions {
            discards.append(planRemoval(of: container, because: cause))
        }
        var planned: [PlannedContainer] = []
        for decision in decisions {
            switch decision {
            case .keep(let found):
                let (container, _) = planFinalName(of: found, service)
                // It was stopped because a dependency is recreated: it comes back after that.
                if let stop = stopSteps[container.name] {
                    let cause = "a service that it depends on was recreated"
                    let step = planStart(
                        service,
                        container.name,
                        number: container.number,
                        because: cause,
                        after: gatingSteps(of: service) + [stop]
                    )
                    planned.append(PlannedContainer(name: container.name, number: container.number, startStep: step))
                } else {
                    planned.append(PlannedContainer(name: container.name, number: container.number, kept: container))
                }
            case .start(let found, let cause):
                let (container, renamed) = planFinalName(of: found, service)
                // Somebody was interrupted between the creation and what goes into the container.
                let put =
                    found.state == .created
                    ? planFiles(service, blueprint, container.name, container.name, found.number, cause, after: renamed)
                    : []
                // The engine starts it again only when it has ended.
                let end = Operation.stop(container, within: options.stopTimeout, in: project)
                let ended = found.state == .ending ? [plan.add(end, because: cause, after: renamed)] : []
                let step = planStart(
                    service,
                    container.name,
                    number: container.number,
                    because: cause,
                    after: gates + renamed + put + ended
                )
                planned.append(PlannedContainer(name: container.name, number: container.number, startStep: step))
            case .create(let number, let cause):
                let name = ContainerNaming.name(project: project, service: service, number: number)
                let created = planCreation(
                    service,
                    blueprint,
                    name: name,
                    number: number,
                    replacing: nil,
                    because: cause
                )
                let step = planStart(service, name, number: number, because: cause, after: created + gates)
                planned.append(PlannedContainer(name: name, number: number, startStep: step))
            case .recreate(let old, let cause):
                let replacement = Replacement(old: old, cause: cause, discards: discards, earlyStops: earlyStops)
                planned.append(planRecreation(service, blueprint, replacement, gates: gates))
            case .remove(let container, let cause):
                planRemoval(of: container, because: cause)
            case .discard: break
            }
        }
        containers[service.name] = planned
    }

    /// Plans a wait for every container of every service.
    mutating func planWaiting(required: Bool) {
        for service in services {
            let isJob = services.contains { $0.dependsOn[service.name]?.condition == .completedSuccessfully }
            for container in containers[service.name] ?? [] {
                _ = readinessStep(
                    service,
                    container,
                    isJob ? .completed : .runningOrHealthy,
                    dependent: nil,
                    required: required
                )
            }
        }
    }

    /// Gives a container that an interrupted replacement left under a provisional name its final one.
    private mutating func planFinalName(
        of found: ObservedContainer,
        _ service: Service
    ) -> (container: ObservedContainer, steps: [Int]) {
        let name = ContainerNaming.name(project: project, service: service, number: found.number)
        guard ContainerNaming.isProvisional(found.name, for: name) else { return (found, []) }
        var container = found
        container.name = name
        let step = plan.add(
            .renameContainer(from: found.name, to: name),
            because: "an interrupted replacement left it under this name"
        )
        return (container, [step])
    }

    /// A container that is replaced, and what has to be done before.
    private struct Replacement {
        var old: ObservedContainer
        var cause: String
        /// The steps that remove leftovers, before the new container is created.
        var discards: [Int]
        /// The steps that stop dependents, before the old container is stopped.
        var earlyStops: [Int]
    }

    private mutating func planRecreation(
        _ service: Service,
        _ blueprint: ContainerBlueprint,
        _ replacement: Replacement,
        gates: [Int]
    ) -> PlannedContainer {
        let (old, cause) = (replacement.old, replacement.cause)
        let name = ContainerNaming.name(project: project, service: service, number: old.number)
        if let removal = earlyRemovals[old.name] {
            let created = planCreation(
                service,
                blueprint,
                name: name,
                number: old.number,
                replacing: old,
                because: cause,
                after: replacement.discards + [removal]
            )
            let step = planStart(service, name, number: old.number, because: cause, after: created + gates)
            return PlannedContainer(name: name, number: old.number, startStep: step)
        }
        let provisional = ContainerNaming.provisionalName(replacing: old.id.rawValue, finalName: name)
        let created = planCreation(
            service,
            blueprint,
            name: name,
            number: old.number,
            replacing: old,
            provisionalName: provisional,
            because: cause,
            after: replacement.discards
        )
        let removed = planRemoval(of: old, because: cause, after: created + replacement.earlyStops)
        let renamed = plan.add(.renameContainer(from: provisional, to: name), because: cause, after: [removed])
        let step = planStart(service, name, number: old.number, because: cause, after: [renamed] + gates)
        return PlannedContainer(name: name, number: old.number, startStep: step)
    }

    private mutating func planStart(
        _ service: Service,
        _ name: String,
        number: Int,
        because cause: String,
        after: [Int]
    ) -> Int {
        let hooks = planPreStart(service, name, number: number, because: cause, after: after)
        return plan.add(
            .start(name, of: service.name, number: number, in: project),
            because: cause,
            after: after + hooks
        )
    }

    /// - Returns: the steps after which the container is complete: its creation and its further networks.
    private mutating func planCreation(
        _ service: Service,
        _ blueprint: ContainerBlueprint,
        name: String,
        number: Int,
        replacing old: ObservedContainer?,
        provisionalName: String? = nil,
        because cause: String,
        after discards: [Int] = []
    ) -> [Int] {
        var request = blueprint.request
        request.config.labels.merge(labels(of: service, blueprint, number: number, replacing: old)) { $1 }
        if let old, !options.renewsAnonymousVolumes { takeOverAnonymousVolumes(of: old, into: &request, service) }
        let unlinked = dropLinksToNothing(of: service)
        request.hostConfig.links.removeAll(where: unlinked)
        let attachments = blueprint.attachments.map { attachment in
            var named = attachment
            named.endpoint.aliases = [name] + named.endpoint.aliases
            named.endpoint.links.removeAll(where: unlinked)
            return named
        }
        if let first = attachments.first { request.networks = [first.network: first.endpoint] }
        var before = discards
        before += blueprint.attachments.prefix(1).compactMap { networkSteps[$0.network] }
        before += attachments.flatMap { duplicateSteps[$0.network] ?? [] }
        before += service.mounts.compactMap { mount in
            mount.namedVolume.flatMap { volumeSteps[project.volumes[$0]?.name ?? $0.rawValue] }
        }
        // The engine looks for them when the container is created, under their final names.
        for parent in service.creationParents { before += (containers[parent] ?? []).compactMap(\.startStep) }
        let actualName = provisionalName ?? name
        let created = plan.add(
            .createContainer(
                .init(
                    service: service.name,
                    number: number,
                    name: actualName,
                    finalName: name,
                    request: request,
                    platform: service.platform ?? project.defaultPlatform,
                    sharedConfiguration: sharedConfiguration(of: service)
                )
            ),
            because: cause,
            after: before
        )
        let connected = attachments.dropFirst().map { attachment in
            plan.add(
                .connectNetwork(
                    .init(
                        container: actualName,
                        network: attachment.network,
                        endpoint: attachment.endpoint,
                        ownNetworks: OwnNetworks(of: project)
                    )
                ),
                because: cause,
                after: [created] + [networkSteps[attachment.network]].compactMap(\.self)
            )
        }
        return [created] + connected
            + planFiles(service, blueprint, actualName, name, number, cause, after: [created])
    }

    /// Plans what is put into a container before it starts.
    mutating func planFiles(
        _ service: Service,
        _ blueprint: ContainerBlueprint,
        _ name: String,
        _ finalName: String,
        _ number: Int,
        _ cause: String,
        after: [Int]
    ) -> [Int] {
        guard !blueprint.files.isEmpty else { return [] }
        let put = Operation.PutFiles(
            service: service.name,
            number: number,
            container: name,
            finalName: finalName,
            files: blueprint.files
        )
        return [plan.add(.putFiles(put), because: cause, after: after)]
    }

    /// Tells the links that lead to containers which are neither there nor made by the plan, and says that they are left
    /// out: the engine would refuse them.
    mutating func dropLinksToNothing(of service: Service) -> (String) -> Bool {
        var missing: Set<String> = []
        for name in service.links.map(\.service) {
            guard containers[name]?.isEmpty ?? true, observed.firstContainer(of: name) == nil,
                let other = project.services[name],
                missing.insert(ContainerNaming.name(project: project, service: other, number: 1)).inserted
            else { continue }
            warnings.append("service '\(service.name)' gets no link to service '\(name)', which has no container")
        }
        return { link in missing.contains(String(link.prefix { $0 != ":" })) }
    }

    private func takeOverAnonymousVolumes(
        of old: ObservedContainer,
        into request: inout ContainerCreateRequest,
        _ service: Service
    ) {
        let named = Set(request.hostConfig.mounts.filter { !$0.source.isEmpty }.map(\.target))
        let bound = Set(service.mounts.filter { if case .bind = $0.kind { true } else { false } }.map(\.target))
        let declared = Set(project.volumes.values.map(\.name))
        for (target, volume) in old.volumes.sorted(by: { $0.key < $1.key })
        where !named.contains(target) && !bound.contains(target) && !declared.contains(volume) {
            if let index = request.hostConfig.mounts.firstIndex(where: { $0.target == target }) {
                request.hostConfig.mounts[index].source = volume
            } else {
                request.hostConfig.mounts.append(EngineAPI.Mount(type: .volume, source: volume, target: target))
            }
        }
    }

    private func labels(
        of service: Service,
        _ blueprint: ContainerBlueprint,
        number: Int,
        replacing old: ObservedContainer?
    ) -> [String: String] {
        var labels = commonLabels(of: service)
        labels[ComposeLabel.oneOff] = "False"
        labels[ComposeLabel.containerNumber] = String(number)
        labels[ComposeLabel.configurationHash] = configurationHash(of: service) ?? blueprint.digest
        let salt = options.salt(for: "\(project.name)-\(service.name)-\(number)")
        labels[ComposeLabel.fingerprint] = ContainerFingerprint(of: blueprint, salt: salt).label
        let mounted = Set(service.mounts.compactMap(\.mountedImage)).sorted()
            .compactMap { name in observed.images[name].map { "\(name)=\($0.rawValue)" } }
        if !mounted.isEmpty { labels[ComposeLabel.mountedImages] = mounted.joined(separator: ",") }
        if let old { labels[ComposeLabel.replaces] = old.name }
        return labels
    }

    /// The labels that say which service of which project a container is of, and what it was made from.
    func commonLabels(of service: Service) -> [String: String] {
        var labels = [
            ComposeLabel.project: project.name.rawValue,
            ComposeLabel.service: service.name.rawValue,
            ComposeLabel.version: options.toolVersion,
            ComposeLabel.workingDirectory: project.workingDirectory,
            ComposeLabel.configurationFiles: project.composeFiles.joined(separator: ","),
            ComposeLabel.dependsOn: service.dependsOn.map { name, dependency in
                "\(name):\(dependency.condition.rawValue):\(dependency.restart)"
            }
            .joined(separator: ","),
        ]
        if !project.environmentFiles.isEmpty {
            labels[ComposeLabel.environmentFiles] = project.environmentFiles.joined(separator: ",")
        }
        if !service.providedVariables.isEmpty {
            labels[ComposeLabel.providedVariables] = service.providedVariables
                .flatMap { provider, names in names.map { "\(provider):\($0)" } }
                .sorted().joined(separator: ",")
        }
        if let image = observed.images[service.image] { labels[ComposeLabel.image] = image.rawValue }
        return labels
    }
}
