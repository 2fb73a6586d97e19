/// Where an engine listens, and how that was found out.
package struct EngineEndpoint: Hashable, Sendable {
    /// The path of the unix socket.
    package var socketPath: String
    /// How it was found out.
    package var origin: Origin

    /// How an endpoint was found out.
    package enum Origin: Hashable, Sendable {
        /// The environment variable `DOCKER_HOST`.
        case hostVariable
        /// The docker context of this name.
        case context(String)
        /// Nothing was configured: the first of the usual sockets that exists.
        case usualSocket
        /// The program named it itself.
        case explicit
    }

    /// Names a unix socket.
    package init(socketPath: String, origin: Origin = .explicit) {
        self.socketPath = socketPath
        self.origin = origin
    }

    /// The endpoint as `DOCKER_HOST` would name it.
    package var url: String { "unix://\(socketPath)" }
}
