internal import EngineAPI

extension EngineError: CustomStringConvertible {
    /// One lower-case sentence without a final stop; the engine's own words follow a colon.
    package var description: String {
        switch self {
        case .unreachable(let endpoint, let reason): reason.text(endpoint)
        case .unsupportedEndpoint(let url):
            "engine endpoint '\(url)' is not supported: only 'unix://', 'tcp://' and 'ssh://' endpoints are"
        case .invalidEndpoint(let url, let fault): "engine endpoint '\(url)' \(fault.words)"
        case .credentialMissing(let path): "the connection to the engine is to be secured, and '\(path)' does not exist"
        case .contextNotFound(let name, let directory):
            "docker context '\(name)' has no docker endpoint in '\(directory)'"
        case .configurationMalformed(let path): "docker configuration '\(path)' cannot be understood"
        case .apiTooOld(let version):
            "the engine speaks version \(version) of its API, and at least \(APIVersion.oldestSpoken) is needed"
        case .apiTooNew(let version):
            "the engine speaks its API from version \(version), newer than \(APIVersion.newestSpoken)"
        case .versionUnusable(let text):
            "DOCKER_API_VERSION is '\(text)', and the versions from \(APIVersion.oldestSpoken) to \(APIVersion.newestSpoken) are spoken"
        case .notFound(let object, let message): "\(object) does not exist: \(message)"
        case .conflict(let object, let message): "\(object) is in conflict with the request: \(message)"
        case .portInUse(let port, let container, let message):
            "port '\(port)' of the host, needed by container '\(container)', is in use: \(message)"
        case .rejected(let request, let status, let message):
            "the engine refused '\(request)' with status \(status): \(message)"
        case .connectionClosed(let request): "the engine closed the connection during '\(request)'"
        case .timedOut(let request, let limit): "the engine did not answer '\(request)' within \(limit)"
        case .protocolViolation(let request, let reason):
            "the engine's answer to '\(request)' cannot be understood: \(reason)"
        case .buildFailed(let failure):
            if let step = failure.step {
                "build failed at '\(step)': \(failure.message)"
            } else {
                "build failed: \(failure.message)"
            }
        case .pullFailed(let reference, let message): "cannot pull image '\(reference)': \(message)"
        case .pushFailed(let reference, let message): "cannot push image '\(reference)': \(message)"
        case .digestMissing(let reference, let message): "failed to resolve digest for \(reference): \(message)"
        case .importFailed(let reference, let message): "cannot import image '\(reference)': \(message)"
        }
    }

    /// What to do about it, in the imperative, where that is known.
    package var hint: String? {
        switch self {
        case .unreachable(let endpoint, let reason): reason.hint(endpoint)
        case .unsupportedEndpoint: "set DOCKER_HOST to a 'unix://', 'tcp://' or 'ssh://' endpoint"
        case .invalidEndpoint(_, let fault): fault.hint
        case .credentialMissing: "set DOCKER_CERT_PATH to the directory of 'ca.pem', 'cert.pem' and 'key.pem'"
        case .contextNotFound: "list the contexts with 'docker context ls'"
        case .configurationMalformed: "correct the file, or set DOCKER_HOST"
        case .apiTooOld: "use Docker Engine 20.10 or newer"
        case .versionUnusable: "unset DOCKER_API_VERSION, the newest version that both know is spoken then"
        case .portInUse: "stop what uses the port, or publish another one"
        case .buildFailed(let failure) where failure.entitlement != nil:
            "allow it in the engine's daemon.json, below \"builder\" and \"entitlements\", and restart the engine"
        case .rejected, .pullFailed, .importFailed, .buildFailed:
            tellsOfFullDisk ? "free space on the engine's disk: 'docker system df' says what takes it" : nil
        case .pushFailed, .digestMissing, .notFound, .conflict, .connectionClosed, .timedOut, .protocolViolation,
            .apiTooNew:
            nil
        }
    }
}
