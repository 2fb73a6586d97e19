/// Where an engine listens, and how that was found out.
package struct EngineEndpoint: Hashable, Sendable {
    /// How it is reached.
    package var address: EngineAddress
    /// How it was found out.
    package var origin: Origin

    /// How an endpoint was found out.
    package enum Origin: Hashable, Sendable {
        /// The environment variable `DOCKER_HOST`.
        case hostVariable
        /// The docker context of this name.
        case context(String)
        /// `DOCKER_TLS_VERIFY` or `DOCKER_TLS` alone: the usual secured port of this host.
        case securityVariable
        /// Nothing was configured: the first of the usual sockets that exists.
        case usualSocket
        /// The program named it itself.
        case explicit
    }

    /// Names an address.
    package init(_ address: EngineAddress, origin: Origin = .explicit) {
        self.address = address
        self.origin = origin
    }

    /// Names a unix socket.
    package init(socketPath: String, origin: Origin = .explicit) {
        self.init(.unix(path: socketPath), origin: origin)
    }

    /// The path of the unix socket; `nil` where the engine is reached otherwise.
    package var socketPath: String? {
        if case .unix(let path) = address { path } else { nil }
    }

    /// The endpoint as `DOCKER_HOST` would name it.
    package var url: String { address.description }
}
