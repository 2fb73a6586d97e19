/// A stack of a repository, as a list shows it.
package struct Stack: Sendable, Hashable {
    /// Its name, which is that of its project at the engine.
    package var name: String
    /// The top of its checkout.
    package var worktree: String
    /// The branch that is checked out there; empty where that is not known.
    package var branch: String
    /// Whether it is that of the first working tree, which goes by the name that the files give.
    package var isMain: Bool
    /// Whether its checkout is there no longer.
    package var isGone: Bool
    /// How many of its containers run.
    package var running: Int
    /// How many containers it has.
    package var total: Int
    /// Where its services are reached.
    package var addresses: [Address]

    /// Where a port of a service is reached.
    package struct Address: Sendable, Hashable, Comparable {
        /// The service.
        package var service: String
        /// The port in the container.
        package var target: Int
        /// The port of the host.
        package var port: Int
        /// `tcp`, `udp` or `sctp`.
        package var transport: String

        /// Orders by service, then by the port in the container.
        package static func < (left: Address, right: Address) -> Bool {
            (left.service, left.target, left.port, left.transport)
                < (right.service, right.target, right.port, right.transport)
        }

        /// The address as `backend:8000=localhost:20001`, with the protocol where that is not TCP.
        package var text: String {
            "\(service):\(target)=localhost:\(port)" + (transport == "tcp" ? "" : "/\(transport)")
        }
    }

    /// What runs of it: `running 2/3`, or `down`.
    package var state: String { total == 0 ? "down" : "running \(running)/\(total)" }
}
