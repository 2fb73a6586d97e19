/// An engine of this process: a connection to it is a pair of connected sockets.
package final class InProcessEngine: Sendable {
    /// What errors call it.
    package let name: String
    /// Serves the engine's end of a new connection, a stream socket; is called once a connection and owns the descriptor.
    package let serve: @Sendable (_ descriptor: Int32) -> Void

    /// Describes an engine by what serves its connections.
    package init(name: String, serve: @escaping @Sendable (_ descriptor: Int32) -> Void) {
        self.name = name
        self.serve = serve
    }
}

extension InProcessEngine: Hashable {
    /// Whether both are the same object.
    package static func == (one: InProcessEngine, other: InProcessEngine) -> Bool { one === other }

    /// Mixes in the object's identity.
    package func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}
