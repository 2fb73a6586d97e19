internal import ComposeModel
internal import OrderedCollections

/// The short lists that `config` prints in place of the whole project.
public enum ProjectListing: String, Sendable, Hashable, CaseIterable {
    /// The names of the enabled services.
    case services
    /// The images of the enabled services, in the order of the services.
    case images
    /// The keys of the volumes.
    case volumes
    /// The keys of the networks.
    case networks
    /// The profiles of all services.
    case profiles
    /// What the models are, such as `ai/smollm2`.
    case models
    /// The variables that interpolation saw, as `NAME=VALUE`.
    case environment

    /// The lines of the list.
    ///
    /// - Parameter hidesSecrets: whether the values of variables whose names sound secret are left out.
    public func lines(of loaded: LoadedProject, hidingSecrets hidesSecrets: Bool = false) -> [String] {
        let project = loaded.project
        return switch self {
        case .services: project.services.keys.map(\.rawValue)
        case .images: project.services.values.map(\.image)
        case .volumes: project.volumes.keys.map(\.rawValue)
        case .networks: project.networks.keys.map(\.rawValue)
        case .models: project.models.values.map(\.artifact).filter { !$0.isEmpty }
        case .profiles:
            Set(project.allServices.flatMap(\.profiles)).sorted()
        case .environment:
            project.environment.map { name, value in
                let shown = ValueDisclosure.soundsSecret(name) ? "…" : ValueDisclosure.withoutPasswords(value)
                return "\(name)=\(hidesSecrets ? shown : value)"
            }
            .sorted()
        }
    }
}
