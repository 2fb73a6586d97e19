import ComposeModel
import OrderedCollections

/// How images are built.
extension AttributeTable {
    static let build: [AttributeRow] = [
        .applied("services.*.build", to: .image),
        .applied("services.*.build.secrets", to: .image)
            .refusing { project, service in
                (service.build?.secrets ?? []).compactMap { reference in
                    // Loading refuses references to what is not declared.
                    let form = project.secrets[reference.source]?.source.form ?? "secrets"
                    guard !["file", "environment"].contains(form) else { return nil }
                    return .unsupportedBuildSecret(
                        service: service.name,
                        key: reference.source.rawValue,
                        form: form
                    )
                }
            },
        .withoutEffect("services.*.build.secrets.uid", because: secretFile),
        .withoutEffect("services.*.build.secrets.gid", because: secretFile),
        .withoutEffect("services.*.build.secrets.mode", because: secretFile),
        .build("additional_contexts", because: noSession) { !$0.additionalContexts.isEmpty },
        .build("cache_to", because: "the engine's builder keeps its cache to itself") { !$0.cacheTo.isEmpty },
        .build("entitlements", because: "the engine's builder grants none") { !$0.entitlements.isEmpty },
        .build("no_cache_filter", because: "the engine's builder is told of all stages or none") {
            !$0.noCacheFilter.isEmpty
        },
        .build("privileged", because: "the engine's builder grants no privileges") { $0.privileged },
        .build("ulimits", because: "they are not handed to the engine's builder") { !$0.ulimits.isEmpty },
        .build("isolation", because: "it is for containers of Windows") { $0.isolation != nil },
        .build("provenance", because: "the engine's builder makes no attestations") { isAskedFor($0.provenance) },
        .build("sbom", because: "the engine's builder makes no attestations") { isAskedFor($0.sbom) },
        .applied("services.*.build.platforms", to: .image)
            .except("several, since the engine keeps an image of one", when: { $0.build?.platforms.count ?? 0 > 1 }),
        .applied("services.*.build.context", to: .image)
            .except("remote ones, since directories are sent", when: { $0.build?.isRemote ?? false }),
    ]

    private static let secretFile = "the Dockerfile says whose the file is in its step"
    private static let noSession = "builds have no session with the engine's builder"

    /// Whether an attestation is asked for.
    private static func isAskedFor(_ attestation: String?) -> Bool {
        attestation.map { !["false", "0"].contains($0) } ?? false
    }
}

extension AttributeRow {
    /// An attribute of a build that is refused.
    fileprivate static func build(
        _ name: String,
        because reason: String,
        when isUsed: @escaping @Sendable (BuildDefinition) -> Bool
    ) -> AttributeRow {
        refused("services.*.build.\(name)", because: reason) { $0.build.map(isUsed) ?? false }
    }
}

extension BuildDefinition {
    /// Whether the context is no directory of this machine.
    var isRemote: Bool { context.contains("://") || context.hasPrefix("git@") }
}
