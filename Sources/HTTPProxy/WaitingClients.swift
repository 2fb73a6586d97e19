import NIOCore
import Synchronization

/// The connections that were accepted and that nobody serves yet.
///
/// Whoever listens may stop at any moment, and what was accepted then would be dropped: SwiftNIO ends the program when
/// it finds
/// a connection dropped that was never served.
final class WaitingClients: Sendable {
    typealias Connection = NIOAsyncChannel<ByteBuffer, ByteBuffer>

    /// Nobody serves connections any more.
    struct Closed: Error {}

    private struct State: Sendable {
        var waiting: [ObjectIdentifier: Connection] = [:]
        var isClosed = false
    }

    private let state = Mutex(State())

    /// Prepares a connection that was accepted; to be called on its event loop.
    ///
    /// - Throws: ``Closed``; then the connection is closed, too.
    func add(_ channel: any Channel) throws -> Connection {
        try state.withLock { state in
            guard !state.isClosed else {
                channel.close(promise: nil)
                throw Closed()
            }
            let connection = try Connection(
                wrappingChannelSynchronously: channel,
                configuration: .init(isOutboundHalfClosureEnabled: true)
            )
            state.waiting[ObjectIdentifier(channel)] = connection
            return connection
        }
    }

    /// Takes a connection out, to serve it.
    func take(_ connection: Connection) {
        state.withLock { state in state.waiting[ObjectIdentifier(connection.channel)] = nil }
    }

    /// Lets nobody in any more, and closes the connections that nobody took.
    func close() async {
        let rest = state.withLock { state in
            state.isClosed = true
            defer { state.waiting = [:] }
            return Array(state.waiting.values)
        }
        for connection in rest {
            // That it cannot be closed any more is no failure of anybody.
            try? await connection.executeThenClose { _, _ in }
        }
    }
}
