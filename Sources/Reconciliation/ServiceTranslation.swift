import ComposeModel
import EngineAPI
import OrderedCollections

/// Turns a service into what the engine is asked for when one of its containers is created.
///
/// Each aspect of the service has a file of its own; what differs between two containers of the service (name, number,
/// labels of Compose, image identifier) is not part of the translation.
///
/// - Source: Engine API `POST /containers/create`; docker compose's `create.go` for what is sent when.
struct ServiceTranslation {
    let project: Project
    let service: Service

    /// Translates all aspects.
    ///
    /// - Throws: ``ReconciliationError`` with all that is not supported, rather than leave something out.
    func request() throws(ReconciliationError) -> ContainerCreateRequest {
        if let error = ReconciliationError.all(of: unsupportedAttributes + unsupportedMounts) { throw error }
        var request = ContainerCreateRequest(image: ImageReference(service.image))
        translateProcess(into: &request.config, &request.hostConfig)
        translateNetwork(into: &request.config, &request.hostConfig)
        translateStorage(into: &request.config, &request.hostConfig)
        translateResources(into: &request.hostConfig)
        translateSecurity(into: &request.hostConfig)
        return request
    }

    private var unsupportedAttributes: [ReconciliationError] {
        let findings: [(attribute: String, isUsed: Bool)] = [
            ("provider", service.provider != nil),
            ("models", !service.models.isEmpty),
            ("pre_start", !service.preStart.isEmpty),
            ("use_api_socket", service.useAPISocket),
            ("credential_spec", service.security.credentialSpecification != nil),
            ("external_links", !service.externalLinks.isEmpty),
        ]
        return findings.filter(\.isUsed).map { .unsupported(service: service.name, attribute: $0.attribute) }
    }

    private func translateProcess(into config: inout ContainerConfig, _ host: inout HostConfig) {
        config.cmd = service.command
        config.entrypoint = service.entrypoint
        config.env = service.environment.map { name, value in value.map { "\(name)=\($0)" } ?? name }.sorted()
        config.labels = Dictionary(uniqueKeysWithValues: service.labels.map { ($0, $1) })
        config.workingDir = service.workingDirectory ?? ""
        config.user = service.user ?? ""
        config.hostname = service.hostname ?? ""
        config.domainname = service.domainName ?? ""
        config.tty = service.tty
        config.openStdin = service.stdinOpen
        config.stopSignal = service.stopSignal ?? ""
        config.stopTimeout = service.stopGracePeriod.map { Int($0.components.seconds) }
        config.healthcheck = service.healthcheck.map(Self.healthcheck)
        host.groupAdd = service.groupAdd
        host.isInit = service.initProcess
        host.runtime = service.runtime ?? ""
        host.isolation = service.isolation ?? ""
        host.annotations = Dictionary(uniqueKeysWithValues: service.annotations.map { ($0, $1) })
        host.restartPolicy = restartPolicy
        host.logConfig = service.logging.map { logging in
            LogConfig(
                type: logging.driver ?? "",
                config: Dictionary(uniqueKeysWithValues: logging.options.map { ($0, $1) })
            )
        }
    }

    /// The engine's form of a health check; parts that are not set are inherited from the image.
    static func healthcheck(_ check: ComposeModel.Healthcheck) -> EngineAPI.Healthcheck {
        let test: [String] =
            switch check.test {
            case nil: []
            case .some(.none): ["NONE"]
            case .exec(let arguments): ["CMD"] + arguments
            case .shell(let command): ["CMD-SHELL", command]
            }
        return EngineAPI.Healthcheck(
            test: test,
            interval: check.interval,
            timeout: check.timeout,
            startPeriod: check.startPeriod,
            startInterval: check.startInterval,
            retries: check.retries
        )
    }

    private var restartPolicy: EngineAPI.RestartPolicy? {
        switch service.restart {
        case .no: EngineAPI.RestartPolicy(.no)
        case .always: EngineAPI.RestartPolicy(.always)
        case .unlessStopped: EngineAPI.RestartPolicy(.unlessStopped)
        case .onFailure(let retries): EngineAPI.RestartPolicy(.onFailure, maximumRetryCount: retries ?? 0)
        case nil:
            switch service.deploy?.restartPolicy.map({ $0.condition ?? "any" }) {
            case "none": EngineAPI.RestartPolicy(.no)
            case "on-failure":
                EngineAPI.RestartPolicy(
                    .onFailure,
                    maximumRetryCount: service.deploy?.restartPolicy?.maximumAttempts ?? 0
                )
            case nil: nil
            default: EngineAPI.RestartPolicy(.unlessStopped)
            }
        }
    }
}
