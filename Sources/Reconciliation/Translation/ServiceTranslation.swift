import ComposeModel
import EngineAPI
import OrderedCollections

/// Turns a service into what the engine is asked for when one of its containers is created.
///
/// Which attribute becomes what is in the ``AttributeTable``; here is what takes more than a line. What differs between two
/// containers of the service (name, number, labels of Compose, image identifier) is not part of the translation.
///
/// - Source: Engine API `POST /containers/create`; docker compose's `create.go` for what is sent when.
struct ServiceTranslation {
    let project: Project
    let service: Service

    /// Translates all attributes.
    ///
    /// - Throws: ``ReconciliationError`` with all that is not supported, rather than leave something out.
    func request() throws(ReconciliationError) -> ContainerCreateRequest {
        var errors = AttributeTable.refusals(of: service, in: project)
        do throws(ReconciliationError) {
            _ = try files()
        } catch {
            errors += error.each
        }
        if let error = ReconciliationError.all(of: errors) { throw error }
        var request = ContainerCreateRequest(image: ImageReference(service.image))
        for (_, attribute) in AttributeTable.containerAttributes { attribute.translate(self, &request) }
        return request
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

    /// `restart`, else what `deploy` says of it.
    var restartPolicy: EngineAPI.RestartPolicy? {
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
