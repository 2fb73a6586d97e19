/// How an engine is reached.
package enum EngineAddress: Hashable, Sendable {
    /// A unix socket of this host, by its path.
    case unix(path: String)
    /// A port of a host; without `security` all goes in clear text. An IPv6 address has no brackets.
    case tcp(host: String, port: UInt16, security: TransportSecurity?)
    /// A host where the `ssh` program can run `docker system dial-stdio`; each connection is a process of its own.
    case ssh(SecureShellHost)
    /// An engine of this process.
    case inProcess(InProcessEngine)

    /// The usual socket of the engine.
    package static let systemSocket = "/var/run/docker.sock"
}

extension EngineAddress: CustomStringConvertible {
    /// The URL by which `DOCKER_HOST` would name it, without what secures the connection.
    package var description: String {
        switch self {
        case .unix(let path): "unix://\(path)"
        case .tcp(let host, let port, _): "tcp://\(host.contains(":") ? "[\(host)]" : host):\(port)"
        case .ssh(let host): host.description
        case .inProcess(let engine): "in-process://\(engine.name)"
        }
    }
}
