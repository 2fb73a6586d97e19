import ComposeModel
import EngineAPI

/// When containers run, and what happens around it.
extension AttributeTable {
    static let lifecycle: [AttributeRow] = [
        .container(
            "restart",
            ContainerAttribute(
                names: ["RestartPolicy": "restart"],
                isShown: true,
                translate: { $1.hostConfig.restartPolicy = $0.restartPolicy },
                isSame: {
                    ($0.wanted.hostConfig.restartPolicy ?? RestartPolicy(.no))
                        == ($0.actual.hostConfig.restartPolicy ?? RestartPolicy(.no))
                }
            )
        ),
        .setting(
            "stop_grace_period",
            "StopTimeout",
            \.config.stopTimeout,
            isShown: true,
            isSame: { $0 ?? 10 == $1 ?? 10 },
            { $0.stopGracePeriod.map { Int($0.components.seconds) } }
        ),
        .applied("services.*.depends_on", to: .plan),
        .applied("services.*.scale", to: .plan),
        .applied("services.*.profiles", to: .loading),
        .applied("services.*.extends", to: .loading),
        .part("pre_start", uncompared: "it leaves nothing on the container"),
        .applied("services.*.post_start", to: .plan),
        .applied("services.*.pre_stop", to: .plan),
        .applied("services.*.develop", to: .watching),
        .withoutEffect(
            "services.*.develop.watch.initial_sync",
            because: "what was edited meanwhile arrives in every container that starts, asked for or not"
        ),
    ]

    static let healthcheckAndLogging: [AttributeRow] = [
        .container(
            "healthcheck",
            ContainerAttribute(
                names: ["Healthcheck": "healthcheck"],
                translate: { $1.config.healthcheck = $0.service.healthcheck.map(ServiceTranslation.healthcheck) },
                isSame: {
                    $0.healthcheck($0.wanted.config.healthcheck, $0.image.healthcheck) == $0.actual.config.healthcheck
                }
            )
        ),
        .container(
            "logging",
            ContainerAttribute(
                names: ["LogConfig": "logging"],
                translate: { translation, request in
                    request.hostConfig.logConfig = translation.service.logging.map { logging in
                        LogConfig(
                            type: logging.driver ?? "",
                            config: Dictionary(uniqueKeysWithValues: logging.options.map { ($0, $1) })
                        )
                    }
                },
                isSame: { comparison in
                    let actual = comparison.actual.hostConfig.logConfig
                    guard let wanted = comparison.wanted.hostConfig.logConfig else { return true }
                    guard let actual else { return wanted.type.isEmpty && wanted.config.isEmpty }
                    return (wanted.type.isEmpty || wanted.type == actual.type) && wanted.config == actual.config
                }
            )
        ),
    ]
}
