import ComposeModel
import EngineAPI
import OrderedCollections

/// Something in a project that not every engine can do.
struct EngineFeatureUse: Hashable {
    /// What it is.
    var feature: EngineFeature
    /// Who uses it, such as `service 'web'`.
    var user: String
    /// Where the Compose file says so.
    var path: [String]

    /// What a service uses, and the networks that are made for it.
    static func all(of service: Service, in project: Project) -> [EngineFeatureUse] {
        func use(_ feature: EngineFeature, _ attribute: String...) -> EngineFeatureUse {
            EngineFeatureUse(
                feature: feature,
                user: "service '\(service.name)'",
                path: ["services", service.name.rawValue] + attribute
            )
        }
        var uses: [EngineFeatureUse] = []
        if !service.annotations.isEmpty { uses.append(use(.annotations, "annotations")) }
        if service.healthcheck?.startInterval != nil {
            uses.append(use(.startInterval, "healthcheck", "start_interval"))
        }
        if service.usesEngineLinks, !service.links.isEmpty { uses.append(use(.bridgeLinks, "links")) }
        if service.networkMode == nil {
            // A service is found by its own name without any link.
            let isNamed = service.links.contains { ($0.alias ?? $0.service.rawValue) != $0.service.rawValue }
            if isNamed { uses.append(use(.networkLinks, "links")) }
            if !isNamed, !service.externalLinks.isEmpty { uses.append(use(.networkLinks, "external_links")) }
        }
        let reserved = service.deploy?.reservations?.devices ?? []
        if !service.resources.gpus.isEmpty {
            uses.append(use(.deviceRequests, "gpus"))
        } else if !reserved.isEmpty {
            uses.append(use(.deviceRequests, "deploy", "resources", "reservations", "devices"))
        }
        for mount in service.mounts {
            switch mount.kind {
            case .bind(_, let options) where options.recursive == "readonly":
                uses.append(use(.recursiveReadOnly, "volumes"))
            case .volume(_, let options) where options.subpath != nil: uses.append(use(.volumeSubpath, "volumes"))
            case .image: uses.append(use(.imageMounts, "volumes"))
            default: break
            }
        }
        let attachments = ServiceTranslation(project: project, service: service).networkAttachments
        if attachments.dropFirst().contains(where: { !$0.endpoint.macAddress.isEmpty }) {
            uses.append(use(.macAddresses, "networks"))
        }
        for (key, attachment) in service.networks {
            if attachment.gatewayPriority != 0 {
                uses.append(use(.gatewayPriority, "networks", key.rawValue, "gw_priority"))
            }
            if attachment.interfaceName != nil {
                uses.append(use(.interfaceName, "networks", key.rawValue, "interface_name"))
            }
            if let network = project.networks[key], !network.isExternal, network.ipv4Enabled == false {
                uses.append(
                    EngineFeatureUse(
                        feature: .networkWithoutIPv4,
                        user: "network '\(key)'",
                        path: ["networks", key.rawValue, "enable_ipv4"]
                    )
                )
            }
        }
        return uses
    }

    /// What the build of a service uses.
    static func ofBuild(
        of service: Service,
        with attestations: [BuildOptions.Attestation: String]
    ) -> [EngineFeatureUse] {
        guard let build = service.build else { return [] }
        let uses: [(feature: EngineFeature, attribute: String, isUsed: Bool)] = [
            (.remoteContexts, "context", RemoteContext(build.context) != nil),
            (.buildSession, "secrets", !build.secrets.isEmpty), (.buildSession, "ssh", !build.ssh.isEmpty),
            (.buildSession, "additional_contexts", !build.additionalContexts.isEmpty),
            (.buildSession, "cache_to", !build.cacheTo.isEmpty),
            (.buildSession, "platforms", build.platforms.count > 1),
            (.buildControl, "no_cache_filter", !build.noCacheFilter.isEmpty),
            (.buildControl, "entitlements", build.needsEntitlements),
            (.buildControl, "privileged", build.privileged),
            (.buildControl, "cache_from", build.cacheFrom.contains { BuildCache(entry: $0).image == nil }),
            (.buildControl, "provenance", attestations[.provenance] != nil),
            (.buildControl, "sbom", attestations[.sbom] != nil), (.buildLimits, "ulimits", !build.ulimits.isEmpty),
        ]
        return uses.filter(\.isUsed).map { use in
            EngineFeatureUse(
                feature: use.feature,
                user: "service '\(service.name)'",
                path: ["services", service.name.rawValue, "build", use.attribute]
            )
        }
    }
}

/// What of a project the engine cannot do.
struct MissingFeatures {
    /// The uses, each once, in the order of the services.
    private let uses: [EngineFeatureUse]
    private let engine: EngineCapabilities

    /// Looks at the containers of services.
    init(of services: [Service], in project: Project, on engine: EngineCapabilities) {
        self.init(services.flatMap { EngineFeatureUse.all(of: $0, in: project) }, on: engine)
    }

    /// Looks at the build of a service.
    init(
        ofBuildOf service: Service,
        with attestations: [BuildOptions.Attestation: String],
        on engine: EngineCapabilities
    ) {
        self.init(EngineFeatureUse.ofBuild(of: service, with: attestations), on: engine)
    }

    private init(_ uses: [EngineFeatureUse], on engine: EngineCapabilities) {
        var seen: Set<EngineFeatureUse> = []
        self.uses = uses.filter { !engine.has($0.feature) && seen.insert($0).inserted }
        self.engine = engine
    }

    /// What is refused because of that.
    var refusals: [ReconciliationError] {
        uses.compactMap { use in
            guard case .refused = use.feature.absence else { return nil }
            return .missingInEngine(use.feature, user: use.user, path: use.path, engine)
        }
    }

    /// What has no effect because of that, a sentence for each feature.
    var warnings: [String] {
        EngineFeature.allCases.compactMap { feature in
            guard case .warned(let instead) = feature.absence else { return nil }
            let users = uses.filter { $0.feature == feature }.map(\.user)
            guard !users.isEmpty else { return nil }
            let need = feature.since.map { "\($0.release) or later" } ?? feature.need
            return "\(feature.title) requires \(need), and has no effect for "
                + "\(users.joined(separator: ", ")): \(instead)"
        }
    }
}
