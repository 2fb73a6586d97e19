import EngineAPI
import Synchronization
import Testing

@testable import EngineClient

/// Questions about containers of which one is removed while the engine answers.
@Suite(.timeLimit(.minutes(5))) struct SteadyReadingTests {
    /// How often a client asks, and whether it gets an answer in the end, where the engine fails so many times.
    private func ask(failing failures: Int, podman: Bool) async throws -> (requests: Int, isAnswered: Bool) {
        let version = podman ? "Libpod-Api-Version: 4.3.1\r\n" : ""
        let count = Mutex(0)
        let script: ScriptedEngine.Script = { line in
            if line.contains("/_ping") {
                return [.send("HTTP/1.1 200 OK\r\nApi-Version: 1.41\r\n\(version)Content-Length: 2\r\n\r\nOK")]
            }
            let number = count.withLock { number in
                number += 1
                return number
            }
            guard number <= failures else { return [.send(ProtocolTests.json("[]"))] }
            let failure = #"{"message":"container a has already been removed"}"#
            return [.send(ProtocolTests.json(failure, status: "500 Internal Server Error"))]
        }
        return try await ScriptedEngine.with(script) { engine, client in
            let answer = try? await client.containers()
            return (requests: engine.requestLines.count, isAnswered: answer != nil)
        }
    }

    @Test(arguments: [(0, 1, true), (1, 2, true), (3, 4, true), (4, 4, false)])
    func podmanIsAskedAgain(failures: Int, requests: Int, isAnswered: Bool) async throws {
        let outcome = try await ask(failing: failures, podman: true)
        #expect(outcome.requests == requests)
        #expect(outcome.isAnswered == isAnswered)
    }

    @Test func dockerIsAskedOnce() async throws {
        let outcome = try await ask(failing: 1, podman: false)
        #expect(outcome.requests == 1)
        #expect(!outcome.isAnswered)
    }
}
