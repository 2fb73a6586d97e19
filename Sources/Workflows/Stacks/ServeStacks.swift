import ComposeModel
import EngineAPI
import EngineClient
import HTTPProxy
package import Operations
import Synchronization

/// Serves the names of stacks: `http://SERVICE.STACK.localhost:PORT`.
package struct ServeStacks: Sendable {
    private let request: SessionRequest
    private let port: Int

    /// The port that is taken where none is named.
    package static let defaultPort = 8080

    /// The port at which clients come, once that is known.
    private final class KnownPort: Sendable {
        private let number: Atomic<Int>

        init(_ number: Int) { self.number = Atomic(number) }

        var value: Int {
            get { number.load(ordering: .relaxed) }
            set { number.store(newValue, ordering: .relaxed) }
        }
    }

    /// Creates the operation.
    ///
    /// - Parameter port: on the loopback interface.
    package init(_ request: SessionRequest, at port: Int) {
        self.request = request
        self.port = port
    }

    /// Serves until the task is cancelled.
    ///
    /// - Parameter onListening: is called once with the port, when clients are let in.
    /// - Throws: `IsolationError`, `EngineError`, `CancellationError`.
    package func run(onListening: @escaping @Sendable (Int) -> Void) async throws {
        let lock = try ProxyLock(in: request.isolationRecords)
        defer { lock.release() }
        let wanted = port
        try await request.withEngine { client in
            guard client.endpoint.socketPath != nil else {
                throw IsolationError.proxyUnavailable(reason: "the engine is on another host, and so are its ports")
            }
            // That it does not answer is said at once, and not to the first client.
            _ = try await client.capabilities
            let known = KnownPort(wanted)
            let proxy = ReverseProxy { head in await Self.route(to: head.host, client, proxyPort: known.value) }
            do {
                try await proxy.run(at: wanted) { port in
                    known.value = port
                    lock.note(port: port)
                    onListening(port)
                }
            } catch ListeningFailure.portTaken {
                throw IsolationError.proxyPortTaken(port: wanted)
            } catch ListeningFailure.refused(let reason) {
                throw IsolationError.proxyUnavailable(reason: "port \(wanted) cannot be used: \(reason)")
            }
        }
    }

    private static func route(to host: String, _ client: EngineClient, proxyPort: Int) async -> ProxyRoute {
        do {
            let containers = try await client.containers(all: false, filters: .label(ComposeLabel.project))
            return StackRoutes(containers).route(to: host, proxyPort: proxyPort)
        } catch {
            return .page(ProxyPage(status: 502, title: "the engine does not answer: \(error)"))
        }
    }
}
