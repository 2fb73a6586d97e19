import ComposeModel
import EngineAPI
import OrderedCollections

extension PlanConstruction {
    /// Plans that networks of a name that an older one has go: as long as there are two, the engine starts no container
    /// that joins either.
    ///
    /// What is attached to one of them is taken out first. A container that this plan does not replace joins the older
    /// network instead.
    mutating func planDuplicateNetworks() {
        for duplicate in observed.duplicateNetworks {
            let cause = "an older network has the name '\(duplicate.name)', too"
            let members = observed.containers.filter { $0.networks[duplicate.name] == duplicate.id }
            let disconnected = members.map { member in
                plan.add(
                    .disconnectNetwork(container: member.name, network: duplicate.id.rawValue),
                    because: cause
                )
            }
            let removed = plan.add(.removeNetwork(name: duplicate.id.rawValue), because: cause, after: disconnected)
            duplicateSteps[duplicate.name, default: []].append(removed)
            guard let kept = observed.networks[duplicate.name] else { continue }
            for member in members where !isReplaced(member) {
                _ = plan.add(
                    .connectNetwork(
                        .init(
                            container: member.name,
                            network: kept.id.rawValue,
                            endpoint: endpoint(of: member, in: duplicate.name),
                            ownNetworks: OwnNetworks(of: project)
                        )
                    ),
                    because: cause,
                    after: [removed]
                )
            }
        }
    }

    private func isReplaced(_ container: ObservedContainer) -> Bool {
        decisions[container.service]?.contains { decision in
            switch decision {
            case .recreate(let old, _), .remove(let old, _), .discard(let old, _): old.id == container.id
            case .keep, .start, .create: false
            }
        } ?? false
    }

    private func endpoint(of container: ObservedContainer, in network: String) -> EndpointSettings {
        let wanted = blueprints[container.service]?.attachments.first { $0.network == network }?.endpoint
        var endpoint = wanted ?? EndpointSettings(aliases: [container.service.rawValue])
        endpoint.aliases = [container.name] + endpoint.aliases
        return endpoint
    }
}
