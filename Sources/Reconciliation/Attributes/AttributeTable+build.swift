import ComposeModel
import EngineAPI
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
                "others than images and the types 'registry', 'local' and 'gha', which the engine's builder does not look into",
                when: { $0.build?.hasForeignCaches ?? false }
            ),
        .applied("services.*.build.cache_to", to: .image)
            .except(
                "others than the types 'inline', 'registry', 'local' and 'gha', to which the engine's builder sends nothing",
                when: { $0.build?.exportsToForeignCaches ?? false }
            ),
        .applied("services.*.build.entitlements", to: .image)
            .except(
                "others than 'network.host' and 'security.insecure', which the engine's builder does not have",
                when: { $0.build?.hasForeignEntitlements ?? false }
            ),
        .build("isolation", because: "it is for containers of Windows") { $0.isolation != nil },
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

    fileprivate var hasForeignCaches: Bool {
        cacheFrom.contains { !["registry", "local", "gha"].contains(BuildCache(entry: $0).type) }
    }

    fileprivate var exportsToForeignCaches: Bool {
        cacheTo.contains { !["inline", "registry", "local", "gha"].contains(BuildCache(entry: $0).type) }
    }

    fileprivate var hasForeignEntitlements: Bool {
        entitlements.contains { ![BuildOptions.hostNetwork, BuildOptions.insecureSteps].contains($0) }
    }
}
