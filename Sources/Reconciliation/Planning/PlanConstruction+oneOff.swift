import ComposeModel
import EngineAPI
import OrderedCollections

extension PlanConstruction {
    /// Plans that the container of one command is created, once what it depends on is as ready as it asks. Who connects to it
    /// starts it.
    mutating func planOneOff(_ oneOff: OneOff, _ blueprint: ContainerBlueprint) {
        let service = oneOff.service
        let name = oneOff.containerName(in: project)
        let unlinked = dropLinksToNothing(of: service)
        let attachments = blueprint.attachments.map { attachment in
            var named = attachment
            named.endpoint.aliases = [name] + (oneOff.usesAliases ? attachment.endpoint.aliases : [])
            named.endpoint.links.removeAll(where: unlinked)
            return named
        }
        var request = blueprint.request
        request.hostConfig.links.removeAll(where: unlinked)
        request.config.labels.merge(labels(of: oneOff, blueprint)) { $1 }
        request.config.attachStdin = oneOff.isInteractive
        request.config.attachStdout = true
        request.config.attachStderr = true
        request.config.stdinOnce = oneOff.isInteractive && request.config.openStdin
        request.hostConfig.restartPolicy = nil
        request.hostConfig.autoRemove = oneOff.isRemoved
        request.hostConfig.consoleSize = oneOff.consoleSize
        if let first = attachments.first { request.networks = [first.network: first.endpoint] }
        var before = gatingSteps(of: service)
        before += attachments.compactMap { networkSteps[$0.network] }
        before += attachments.flatMap { duplicateSteps[$0.network] ?? [] }
        before += service.mounts.compactMap(\.namedVolume).compactMap { key in
            project.volumes[key].flatMap { volumeSteps[$0.name] }
        }
        for parent in service.creationParents { before += (containers[parent] ?? []).compactMap(\.startStep) }
        let cause = "a command is run in it"
        let created = plan.add(
            .createContainer(
                .init(
                    service: service.name,
                    number: 0,
                    name: name,
                    finalName: name,
                    request: request,
                    platform: service.platform ?? project.defaultPlatform,
                    sharedConfiguration: nil
                )
            ),
            because: cause,
            after: before
        )
        for attachment in attachments.dropFirst() {
            _ = plan.add(
                .connectNetwork(
                    .init(
                        container: name,
                        network: attachment.network,
                        endpoint: attachment.endpoint,
                        ownNetworks: OwnNetworks(of: project)
                    )
                ),
                because: cause,
                after: [created]
            )
        }
        _ = planFiles(service, blueprint, name, name, 0, cause, after: [created])
    }

    private func labels(of oneOff: OneOff, _ blueprint: ContainerBlueprint) -> [String: String] {
        var labels = commonLabels(of: oneOff.service)
        labels[ComposeLabel.oneOff] = "True"
        labels[ComposeLabel.slug] = oneOff.slug
        labels[ComposeLabel.configurationHash] = blueprint.digest
        return labels
    }
}
