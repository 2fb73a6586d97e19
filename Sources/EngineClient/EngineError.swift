package import Diagnostics
package import EngineAPI

/// What can go wrong between this program and an engine.
package enum EngineError: Error, Hashable, Sendable {
    /// No connection to the engine could be opened, or what carried it failed.
    case unreachable(EngineEndpoint, Unreachability)
    /// The endpoint is of a kind that cannot be used, such as `npipe://`.
    case unsupportedEndpoint(String)
    /// The endpoint is not written as its kind has to be.
    case invalidEndpoint(String, EndpointFault)
    /// A file that TLS was asked for with does not exist.
    case credentialMissing(path: String)
    /// There is no docker context of the name that has an endpoint for docker.
    case contextNotFound(String, directory: String)
    /// A file of the docker configuration is not what it should be.
    case configurationMalformed(path: String)
    /// The engine speaks only versions of the API before ``APIVersion/oldestSpoken``.
    case apiTooOld(engine: APIVersion)
    /// The engine speaks only versions of the API after ``APIVersion/newestSpoken``.
    case apiTooNew(engineMinimum: APIVersion)
    /// `DOCKER_API_VERSION` asks for what is no version that is spoken.
    case versionUnusable(String)
    /// The engine has no such object.
    case notFound(EngineObject, message: String)
    /// The object is in use, exists already, or is not in the state that the operation needs.
    case conflict(EngineObject, message: String)
    /// A port of the host is taken.
    case portInUse(HostPort, container: ContainerID, message: String)
    /// The engine refused the request or failed, with any other HTTP status.
    case rejected(request: String, status: Int, message: String)
    /// The connection ended before the answer did.
    case connectionClosed(request: String)
    /// The answer did not come in time.
    case timedOut(request: String, limit: Duration)
    /// The engine sent what the API does not allow.
    case protocolViolation(request: String, reason: String)
    /// A build failed.
    case buildFailed(BuildFailure)
    /// An image could not be pulled.
    case pullFailed(ImageReference, message: String)
    /// An image could not be pushed.
    case pushFailed(ImageReference, message: String)
    /// It could not be found out what the name of an image stands for.
    case digestMissing(ImageReference, message: String)
    /// An image could not be made from an archive.
    case importFailed(ImageReference, message: String)
}

/// A port of the host.
package struct HostPort: Hashable, Sendable, CustomStringConvertible {
    /// The address, as the engine writes it; empty for all of them.
    package var address: String
    /// The number.
    package var number: UInt16

    /// Creates a port.
    package init(address: String, number: UInt16) {
        self.address = address
        self.number = number
    }

    /// `address:number`, with brackets around an IPv6 address; only the number where there is no address.
    package var description: String {
        if address.isEmpty { return String(number) }
        return address.utf8.contains(UInt8(ascii: ":")) ? "[\(address)]:\(number)" : "\(address):\(number)"
    }
}

/// An object of the engine that a request was about.
package enum EngineObject: Hashable, Sendable, CustomStringConvertible {
    /// A container.
    case container(ContainerID)
    /// A path in a container.
    case path(String, in: ContainerID)
    /// A running or prepared `exec`.
    case exec(ExecID)
    /// An image.
    case image(ImageReference)
    /// A network.
    case network(NetworkID)
    /// A volume.
    case volume(VolumeName)
    /// The engine itself, where a request is about no object.
    case engine

    /// The kind and the name in single quotes.
    package var description: String {
        switch self {
        case .container(let id): "container '\(id)'"
        case .path(let path, let container): "path '\(path)' in container '\(container)'"
        case .exec(let id): "exec '\(id.shortForm)'"
        case .image(let reference): "image '\(reference)'"
        case .network(let id): "network '\(id)'"
        case .volume(let name): "volume '\(name)'"
        case .engine: "the engine"
        }
    }
}

/// Why a build failed.
package struct BuildFailure: Hashable, Sendable {
    /// The step that failed, such as `[backend 2/5] RUN make`; `nil` where no step did.
    package var step: String?
    /// The last lines that the step wrote, without line breaks.
    package var logLines: [String]
    /// The engine's words.
    package var message: String
    /// Whether the frontend that the Dockerfile's first lines name could not be had.
    package var lacksFrontend: Bool
    /// The instruction in the Dockerfile; `nil` where whoever has that has not looked for it, or not found it.
    package var excerpt: SourceExcerpt?

    /// Creates a reason.
    package init(step: String? = nil, logLines: [String] = [], message: String, lacksFrontend: Bool = false) {
        self.lacksFrontend = lacksFrontend
        self.step = step
        self.logLines = logLines
        self.message = message
    }
}

extension BuildFailure {
    /// What a step may not do since the engine is configured so; `nil` for another reason.
    ///
    /// - Source: `util/entitlements/entitlements.go` of BuildKit.
    package var entitlement: String? {
        guard let start = message.firstRange(of: "granting entitlement "),
            message[start.upperBound...].contains(" is not allowed by build daemon configuration")
        else { return nil }
        return String(message[start.upperBound...].prefix { !$0.isWhitespace })
    }
}
