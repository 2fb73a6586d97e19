/// What the engine says of a container at a moment.
package struct ContainerReport: Sendable, Hashable, Encodable {
    /// What it does.
    package enum State: String, Sendable, Hashable, Encodable {
        case created, running, paused, restarting, removing, exited, dead, unknown
    }

    /// What its health check says.
    package enum Health: String, Sendable, Hashable, Encodable {
        case starting, healthy, unhealthy
    }

    /// A port of the host behind which the container answers.
    package struct Port: Sendable, Hashable, Encodable {
        /// The host's address; `0.0.0.0` and `::` are all of them.
        package var address: String
        /// The host's port.
        package var port: Int
        /// The container's port.
        package var target: Int
        /// `tcp`, `udp` or `sctp`.
        package var transport: String

        /// Names a port.
        package init(address: String, port: Int, target: Int, transport: String = "tcp") {
            self.address = address
            self.port = port
            self.target = target
            self.transport = transport
        }
    }

    /// What it does.
    package var state: State
    /// What its health check says; `nil` without one, or when it does not run.
    package var health: Health?
    /// The exit code of its last end; `nil` unless it has ended.
    package var exitCode: Int?
    /// The ports that it publishes, ordered by the container's.
    package var ports: [Port]

    /// Describes a container.
    package init(_ state: State, health: Health? = nil, exitCode: Int? = nil, ports: [Port] = []) {
        self.state = state
        self.health = health
        self.exitCode = exitCode
        self.ports = ports
    }
}
