import ComposeModel
import EngineAPI

extension PlanConstruction {
    /// docker compose's digest of the service, if it is known before the plan is carried out.
    func configurationHash(of service: Service) -> String? {
        options.configurations[service.name]?
            .whole { parent in
                guard let planned = firstContainer(of: parent) else {
                    return observed.firstContainer(of: parent)?.id.rawValue
                }
                return planned.kept?.id.rawValue
            }
            .map(Digest.hexadecimal)
    }

    /// The text whose digest is known once containers of this plan are there; `nil` when it is known by now, or never.
    func sharedConfiguration(of service: Service) -> Operation.SharedConfiguration? {
        guard let text = options.configurations[service.name], configurationHash(of: service) == nil else { return nil }
        var containers: [ServiceName: String] = [:]
        for parent in text.sharedServices {
            guard let name = firstContainer(of: parent)?.name else { return nil }
            containers[parent] = name
        }
        return Operation.SharedConfiguration(text: text, containers: containers)
    }

    /// docker compose takes the first in the order of their names.
    private func firstContainer(of service: ServiceName) -> PlannedContainer? {
        containers[service]?.min { $0.name < $1.name }
    }
}

extension ObservedState {
    /// The first container of a service in the order of their names.
    func firstContainer(of service: ServiceName) -> ObservedContainer? {
        containers.filter { $0.service == service && !$0.isOneOff }.min { $0.name < $1.name }
    }
}
