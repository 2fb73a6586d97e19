internal import NIOCore
internal import NIOPosix
internal import Synchronization

/// The connections of a client that are open and carry no request.
///
/// - Ownership: a connection that is taken out belongs to its taker alone, who gives it back or closes it.
final class ConnectionPool: Sendable {
    private struct Idle: Sendable {
        var connections: [Connection] = []
        var isShutDown = false
    }

    private let idle = Mutex(Idle())
    private let limit: Int

    init(limit: Int) { self.limit = limit }

    /// Takes out the connection that was used last; `nil` if there is none.
    func take() -> Connection? {
        idle.withLock { idle in
            while let connection = idle.connections.popLast() {
                if connection.isOpen { return connection }
            }
            return nil
        }
    }

    /// Takes a connection back, or closes it if there are enough.
    func giveBack(_ connection: Connection) {
        let isKept = idle.withLock { idle in
            guard connection.isOpen, !idle.isShutDown, idle.connections.count < limit else { return false }
            idle.connections.append(connection)
            return true
        }
        if !isKept { connection.close() }
    }

    /// Closes the connections that are in it, and from now on those that are given back.
    func shutDown() {
        let connections = idle.withLock { idle in
            idle.isShutDown = true
            defer { idle.connections = [] }
            return idle.connections
        }
        for connection in connections { connection.close() }
    }
}
