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
        .applied("services.*.build.additional_contexts", to: .image)
            .except(
                "others than directories, 'service:' and 'docker-image://', which the engine's builder is not given, "
                    + "and all beside a remote context, whose Dockerfile the engine gets by itself",
                when: { $0.build?.hasForeignContexts ?? false }
            ),
        .applied("services.*.build.cache_from", to: .image)
            .except(
                "others than images of registries, which are all that the engine's builder looks into",
                when: { $0.build?.hasForeignCaches ?? false }
            ),
        .applied("services.*.build.cache_to", to: .image)
            .except(
                "others than 'type=inline', since the engine's builder keeps its cache to itself",
                when: { $0.build?.exportsCache ?? false }
            ),
        .build("entitlements", because: "the engine's builder grants 'network.host' with 'network: host', and no other")
        {
            $0.entitlements.contains { $0 != "network.host" } || (!$0.entitlements.isEmpty && $0.network != "host")
        },
        .build("no_cache_filter", because: "the engine's builder is told of all stages or none") {
            !$0.noCacheFilter.isEmpty
        },
        .build("privileged", because: "the engine's builder grants no privileges") { $0.privileged },
        .build("ulimits", because: "they are not handed to the engine's builder") { !$0.ulimits.isEmpty },
        .build("isolation", because: "it is for containers of Windows") { $0.isolation != nil },
        .build("provenance", because: "the engine's builder makes no attestations") { isAskedFor($0.provenance) },
        .build("sbom", because: "the engine's builder makes no attestations") { isAskedFor($0.sbom) },
        .applied("services.*.build.platforms", to: .image)
            .except(
                "several in 'build', since the engine keeps an image of one",
                refusing: { _, service in
                    guard service.build?.platforms.count ?? 0 > 1 else { return [] }
                    return [.buildRefused(service: service.name, attribute: "platforms", .severalPlatforms)]
                }
            ),
        .applied("services.*.build.context", to: .image)
            .except(
                "others than directories, git repositories and http(s) URLs, which the engine does not get by itself",
                when: { $0.build.map { $0.isRemote && $0.remoteContext == nil } ?? false }
            ),
        .applied("services.*.build.dockerfile", to: .image)
            .except(
                "absolute beside a remote context, in which alone the engine looks for it",
                when: { $0.build.map { $0.remoteContext != nil && $0.dockerfile.hasPrefix("/") } ?? false }
            ),
        .applied("services.*.build.dockerfile_inline", to: .image)
            .except(
                "beside a remote context, in which alone the engine looks for a Dockerfile",
                when: { $0.build.map { $0.remoteContext != nil && $0.dockerfileInline != nil } ?? false }
            ),
    ]

    private static let secretFile = "the Dockerfile says whose the file is in its step"

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
    var isRemote: Bool { context.contains("://") || remoteContext != nil }

    /// The context that the engine gets by itself; `nil` for another one.
    fileprivate var remoteContext: RemoteContext? { RemoteContext(context) }

    /// Whether a further context is neither a directory nor an image, or the Dockerfile cannot be told of any.
    fileprivate var hasForeignContexts: Bool {
        if remoteContext != nil { return !additionalContexts.isEmpty }
        return additionalContexts.values.contains { value in
            (value.contains("://") && !value.hasPrefix("docker-image://"))
                || ["git@", "github.com/", "target:"].contains(where: value.hasPrefix)
        }
    }

    fileprivate var hasForeignCaches: Bool { cacheFrom.contains { cachedImage($0) == nil } }
    fileprivate var exportsCache: Bool { cacheTo.contains { !Self.isInline($0) } }

    /// Whether what the image was built from is to be put into it.
    var keepsCacheInImage: Bool { cacheTo.contains(where: Self.isInline) }

    private static func isInline(_ cache: String) -> Bool { fields(of: cache)["type"] == "inline" }

    /// The image of an entry of `cache_from`: a reference, or `type=registry,ref=…`; `nil` for another kind.
    func cachedImage(_ entry: String) -> String? {
        guard entry.contains("=") else { return entry }
        let fields = Self.fields(of: entry)
        return fields["type"] == "registry" ? fields["ref"] : nil
    }

    private static func fields(of entry: String) -> [String: String] {
        entry.split(separator: ",").reduce(into: [:]) { fields, field in
            let parts = field.split(separator: "=", maxSplits: 1).map { String($0).filter { !$0.isWhitespace } }
            if parts.count == 2 { fields[parts[0]] = parts[1] }
        }
    }
}
