package import EngineClient
package import EngineServer
import Foundation
import Synchronization
import Testing

/// A backend behind a real socket, and a client of it; the engine can be lost and come back.
package final class ServedEngine: Sendable {
    /// A client of the engine.
    package let client: EngineClient

    private let backend: any EngineBackend
    private let wishes: AsyncStream<Bool>.Continuation
    private let state = Mutex(State.lost)

    private enum State {
        /// Nobody listens.
        case lost
        /// Calls are answered.
        case listening
        /// Nobody listens, though somebody was to.
        case failed
    }

    private init(backend: any EngineBackend, socketPath: String, wishes: AsyncStream<Bool>.Continuation) {
        self.backend = backend
        self.wishes = wishes
        client = EngineClient(
            endpoint: EngineEndpoint(socketPath: socketPath),
            configuration: .init(callTimeLimit: .seconds(30))
        )
    }

    /// Serves the backend for as long as `body` runs.
    @discardableResult
    package static func with<Value: Sendable>(
        _ backend: any EngineBackend,
        body: @Sendable (ServedEngine) async throws -> Value
    ) async throws -> Value {
        let path = "/tmp/engarde-served-\(UInt64.random(in: 0...UInt64.max)).sock"
        defer { try? FileManager.default.removeItem(atPath: path) }
        let (wishes, wish) = AsyncStream<Bool>.makeStream()
        let engine = ServedEngine(backend: backend, socketPath: path, wishes: wish)
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await engine.serve(at: path, wishes) }
            defer {
                engine.client.shutDown()
                wish.finish()
            }
            try await engine.comeBack()
            return try await body(engine)
        }
    }

    /// Ends all connections and accepts no more; returns when nobody listens any more.
    package func lose() async throws {
        wishes.yield(false)
        try await wait(until: .lost)
    }

    /// Listens again; returns when calls are answered.
    package func comeBack() async throws {
        wishes.yield(true)
        try await wait(until: .listening)
    }

    /// However long it takes where much else is under way: what comes after it takes the engine's state for granted.
    private func wait(until wanted: State) async throws {
        while true {
            switch state.withLock(\.self) {
            case wanted: return
            case .failed: throw CancellationError()
            case .lost, .listening: try await Task.sleep(for: .milliseconds(5))
            }
        }
    }

    private func serve(at path: String, _ wishes: AsyncStream<Bool>) async throws {
        var iterator = wishes.makeAsyncIterator()
        while let isWanted = await iterator.next() {
            guard isWanted else { continue }
            await withTaskGroup(of: Void.self) { group in
                group.addTask { [self] in
                    do {
                        try await EngineServer(backend: backend).run(at: path) {
                            self.state.withLock { $0 = .listening }
                        }
                    } catch is CancellationError {
                        return
                    } catch {
                        Issue.record("the engine cannot be served: \(error)")
                        state.withLock { $0 = .failed }
                    }
                }
                while let goesOn = await iterator.next(), goesOn {}
                group.cancelAll()
                await group.waitForAll()
            }
            try? FileManager.default.removeItem(atPath: path)
            state.withLock { $0 = .lost }
        }
    }
}
