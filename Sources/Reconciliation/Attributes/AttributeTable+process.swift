import ComposeModel
import EngineAPI
import OrderedCollections

/// What runs in a container, and under which names.
extension AttributeTable {
    static let process: [AttributeRow] =
        image + commands + [
            .setting("annotations", "Annotations", \.hostConfig.annotations, isSame: isSameOrDropped) {
                Dictionary(uniqueKeysWithValues: $0.annotations.map { ($0, $1) })
            },
            .setting("hostname", "Hostname", \.config.hostname, isSame: isSameIfWanted) { $0.hostname ?? "" },
            .setting("domainname", "Domainname", \.config.domainname) { $0.domainName ?? "" },
            .setting("tty", "Tty", \.config.tty, isShown: true) { $0.tty },
            .setting("stdin_open", "OpenStdin", \.config.openStdin, isShown: true) { $0.stdinOpen },
            .setting(
                "init",
                "Init",
                \.hostConfig.isInit,
                isShown: true,
                isSame: { $0 ?? false == $1 ?? false },
                { $0.initProcess }
            ),
            .setting("runtime", "Runtime", \.hostConfig.runtime, isShown: true, isSame: isSameIfWanted) {
                $0.runtime ?? ""
            },
            .setting("isolation", "Isolation", \.hostConfig.isolation, isSame: isSameIfWanted) { $0.isolation ?? "" },
            .applied("services.*.platform", to: .plan),
            .applied("services.*.container_name", to: .plan),
            .applied("services.*.attach", to: .output),
            .container(
                "use_api_socket",
                ContainerAttribute(names: [:], translate: { $0.handOverSocket(to: &$1) }, isSame: { _ in true })
            )
            .changing("volumes")
            .except(
                "with 'read_only', since credentials cannot be put into such a container",
                when: { $0.useAPISocket && $0.readOnly }
            ),
        ]

    private static let image: [AttributeRow] = [
        .container(
            "image",
            ContainerAttribute(
                names: ["Image": "image"],
                isShown: true,
                translate: { $1.config.image = $0.service.image },
                isSame: { $0.wanted.config.image == $0.actual.config.image }
            )
        ),
        .applied("services.*.pull_policy", to: .image),
        .applied("services.*.pull_refresh_after", to: .image),
        .applied("services.*.provider", to: .plan),
        .applied("services.*.models", to: .plan),
    ]

    private static let commands: [AttributeRow] = [
        .container(
            "command",
            ContainerAttribute(
                names: ["Cmd": "command"],
                translate: { $1.config.cmd = $0.service.command },
                isSame: { ($0.wanted.config.cmd ?? $0.inheritedCommand) == $0.nonEmpty($0.actual.config.cmd) }
            )
        ),
        .container(
            "entrypoint",
            ContainerAttribute(
                names: ["Entrypoint": "entrypoint"],
                translate: { $1.config.entrypoint = $0.service.entrypoint },
                isSame: {
                    ($0.wanted.config.entrypoint ?? $0.nonEmpty($0.image.entrypoint))
                        == $0.nonEmpty($0.actual.config.entrypoint)
                }
            )
        ),
        .container(
            "environment",
            ContainerAttribute(
                names: [:],
                translate: { translation, request in
                    request.config.env =
                        translation.service.environment
                        .map { name, value in value.map { "\(name)=\($0)" } ?? name }
                        .sorted()
                },
                isSame: {
                    $0.variables($0.image.env + $0.wanted.config.env) == $0.variables($0.actual.config.env)
                }
            )
        ),
        .part("env_file", of: "environment"),
        .applied("services.*.env_file.required", to: .loading),
        .container(
            "labels",
            ContainerAttribute(
                names: ["Labels": "labels"],
                translate: { translation, request in
                    request.config.labels = Dictionary(
                        uniqueKeysWithValues: translation.service.labels.map { ($0, $1) }
                    )
                },
                isSame: {
                    $0.foreign($0.image).merging($0.wanted.config.labels) { $1 } == $0.foreign($0.actual.config)
                }
            )
        ),
        .part("label_file", of: "labels"),
        .inherited("user", "User", \.user) { $0.user },
        .inherited("working_dir", "WorkingDir", \.workingDir) { $0.workingDirectory },
        .inherited("stop_signal", "StopSignal", \.stopSignal) { $0.stopSignal },
    ]

    /// Whether a container has a value; what the files leave open is the engine's to choose.
    static let isSameIfWanted: @Sendable (String, String) -> Bool = { $0.isEmpty || $0 == $1 }

    /// Engines before API 1.43 drop annotations.
    private static let isSameOrDropped: @Sendable ([String: String], [String: String]) -> Bool = {
        $0 == $1 || $1.isEmpty
    }
}

extension AttributeRow {
    /// An attribute of a service that is the image's where the files set none.
    fileprivate static func inherited(
        _ name: String,
        _ engineName: String,
        _ place: any WritableKeyPath<ContainerConfig, String> & Sendable,
        _ value: @escaping @Sendable (Service) -> String?
    ) -> AttributeRow {
        container(
            name,
            ContainerAttribute(
                names: [engineName: name],
                isShown: true,
                translate: { $1.config[keyPath: place] = value($0.service) ?? "" },
                isSame: { comparison in
                    let own = comparison.wanted.config[keyPath: place]
                    let wanted = own.isEmpty ? comparison.image[keyPath: place] : own
                    return wanted == comparison.actual.config[keyPath: place]
                }
            )
        )
    }
}
