internal import ComposeLoader
internal import ComposeModel
internal import OrderedCollections

/// A watch rule of a service as it is written.
struct ServiceWatchRule {
    /// The name of the service.
    let service: String
    /// Whether the service is built.
    let isBuilt: Bool
    /// The action's text.
    let action: String
    /// Where the action is.
    let actionNode: ProjectNode
    /// What is to be run after copying, if anything is written.
    let exec: ProjectNode?

    /// Those of the enabled services, in the order of the project; `x-develop` counts where it takes effect.
    static func all(in loaded: LoadedProject) -> [ServiceWatchRule] {
        (loaded.root["services"]?.entries ?? []).flatMap { name, service -> [ServiceWatchRule] in
            var develop = service["develop"]
            if develop == nil, loaded.project.services[ServiceName(name)]?.watchRules.isEmpty == false {
                develop = service["x-develop"]
            }
            return (develop?["watch"]?.items ?? []).compactMap { rule in
                guard let node = rule["action"], let action = node.string else { return nil }
                return ServiceWatchRule(
                    service: name,
                    isBuilt: service["build"] != nil,
                    action: action,
                    actionNode: node,
                    exec: rule["exec"]
                )
            }
        }
    }
}
