import ComposeModel
import EngineAPI
import OrderedCollections

/// What of a section only BuildKit's own interface has a place for.
extension BuildTranslation {
    /// Puts it into a request that has all the rest.
    func addControl(of definition: BuildDefinition, to request: inout BuildOptions) {
        if definition.platforms.count > 1 { (request.platform, request.platforms) = (nil, definition.platforms) }
        request.uncachedStages = definition.noCacheFilter
        request.entitlements = definition.entitlements
        if definition.privileged, !request.entitlements.contains(BuildOptions.insecureSteps) {
            request.entitlements.append(BuildOptions.insecureSteps)
        }
        request.ulimits = definition.ulimits.map { "\($0)=\($1.soft):\($1.hard)" }
        request.attestations = attestations(of: definition)
        let sources = definition.cacheFrom.map { BuildCache(entry: $0).located(in: project.workingDirectory) }
        request.cacheFrom = sources.compactMap(\.image)
        request.cacheImports = sources.filter { $0.image == nil }
        let targets = definition.cacheTo.map { BuildCache(entry: $0).located(in: project.workingDirectory) }
        request.cacheExports = targets.filter { $0.type != "inline" }
        if targets.contains(where: { $0.type == "inline" }) {
            // The builder's own name for what goes into the image beside its layers.
            request.buildArgs[BuildOptions.inlineCacheArgument] = "1"
        }
    }

    /// The attestations that are asked for, by this run or else by the section.
    func attestations(of definition: BuildDefinition) -> [BuildOptions.Attestation: String] {
        var attestations: [BuildOptions.Attestation: String] = [:]
        for kind in BuildOptions.Attestation.allCases {
            attestations[kind] = overrides.attestation(kind, of: definition).flatMap(Self.parameters)
        }
        return attestations
    }

    /// The parameters of an attestation; `nil` for one that is not to be made.
    private static func parameters(of value: String) -> String? {
        switch value.lowercased() {
        case "", "false", "f", "0": nil
        case "true", "t", "1": ""
        default: value
        }
    }

    /// What of a request only an engine can do that keeps its images in containerd.
    func whatNeedsImageLists(_ request: BuildOptions, of service: Service) -> [ReconciliationError] {
        guard request.needsImageLists, !engine.has(.imageLists) else { return [] }
        var errors: [ReconciliationError] = []
        if request.platforms.count > 1 {
            errors.append(.buildRefused(service: service.name, attribute: "platforms", .severalPlatforms))
        }
        var attributes = request.attestations.keys.map(\.rawValue).sorted()
        if !request.cacheExports.isEmpty { attributes.append("cache_to") }
        return errors
            + attributes.map { attribute in
                .missingInEngine(
                    .imageLists,
                    user: "service '\(service.name)'",
                    path: ["services", service.name.rawValue, "build", attribute],
                    engine
                )
            }
    }
}

extension BuildOverrides {
    /// What is asked for of an attestation, as it is written; `nil` for nothing.
    func attestation(_ kind: BuildOptions.Attestation, of definition: BuildDefinition) -> String? {
        if let own = attestations[kind] { return own }
        return switch kind {
        case .provenance: definition.provenance
        case .sbom: definition.sbom
        }
    }
}
