import BuildSessions
import GRPC

/// A session whose calls come from within this process.
enum SessionConversation {
    /// Lets `body` call the services as an engine does.
    static func with<Value: Sendable>(
        _ services: [any SessionService],
        _ body: @Sendable (CallConnection) async throws -> Value
    ) async throws -> Value {
        let session = BuildSession(sharedKey: SharedKey(parts: []), services: services)
        let client = CallConnection(role: .client)
        let (up, upwards) = AsyncStream<[UInt8]>.makeStream()
        let (down, downwards) = AsyncStream<[UInt8]>.makeStream()
        return try await session.serving(up, send: { downwards.yield($0) }) {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await client.carry(down, send: { upwards.yield($0) }, answering: { _ in }) }
                defer { group.cancelAll() }
                return try await body(client)
            }
        }
    }
}
