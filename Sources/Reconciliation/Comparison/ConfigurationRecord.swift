import ComposeModel
import EngineAPI

/// What EnGarde left on a container about the configuration that it was made from.
enum ConfigurationRecord {
    /// Hashes of the values.
    case fingerprint(ContainerFingerprint)
    /// The whole blueprint as JSON, as earlier versions wrote it; it stays until the container is replaced.
    case blueprint(json: String, digest: String)

    /// Reads a container's labels; `nil` when EnGarde did not make it.
    init?(_ labels: ComposeLabels) {
        if let fingerprint = labels.fingerprint.flatMap(ContainerFingerprint.init(label:)) {
            self = .fingerprint(fingerprint)
        } else if let json = labels.blueprint {
            self = .blueprint(json: json, digest: labels.configurationHash ?? "")
        } else {
            return nil
        }
    }

    /// The digest of the blueprint that the container was made from.
    var digest: String {
        switch self {
        case .fingerprint(let fingerprint): fingerprint.digest
        case .blueprint(_, let digest): digest
        }
    }

    /// What differs from a blueprint, in the words of a Compose file, such as `environment.DEBUG: false → true`.
    ///
    /// - Parameters:
    ///   - definition: what the engine says of the container; values from before are shown only if it has them.
    ///   - disclosesValues: whether values are shown that may be secret.
    func changes(
        to blueprint: ContainerBlueprint,
        definition: ContainerCreateRequest?,
        disclosingValues disclosesValues: Bool = false
    ) -> [String] {
        guard let new = ContainerAttributes(json: blueprint.json)?.values else { return [] }
        switch self {
        case .fingerprint(let fingerprint):
            let actual =
                definition
                .flatMap { ContainerAttributes(json: ContainerBlueprint(request: $0).json)?.values } ?? [:]
            return Set(fingerprint.attributes.keys).union(new.keys).sorted().compactMap { name in
                if let value = new[name], fingerprint.matches(value, of: name) { return nil }
                let old: ValueDisclosure.Former =
                    if fingerprint.attributes[name] == nil {
                        .unset
                    } else if let value = actual[name], fingerprint.matches(value, of: name) {
                        .known(value)
                    } else {
                        .unknown
                    }
                return ValueDisclosure.change(of: name, from: old, to: new[name], disclosingAll: disclosesValues)
            }
        case .blueprint(let json, _):
            guard let old = ContainerAttributes(json: json)?.values else { return [] }
            return Set(old.keys).union(new.keys).sorted().compactMap { name in
                guard old[name] != new[name] else { return nil }
                return ValueDisclosure.change(
                    of: name,
                    from: old[name].map { .known($0) } ?? .unset,
                    to: new[name],
                    disclosingAll: disclosesValues
                )
            }
        }
    }
}
