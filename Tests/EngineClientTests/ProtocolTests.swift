import EngineAPI
import Foundation
import NIOCore
import Synchronization
import TestSupport
import Testing

@testable import EngineClient

/// What engines may do on the wire, and what the client makes of it.
@Suite(.timeLimit(.minutes(5))) struct ProtocolTests {
    static func json(_ text: String, status: String = "200 OK") -> String {
        "HTTP/1.1 \(status)\r\nContent-Type: application/json\r\nContent-Length: \(text.utf8.count)\r\n\r\n\(text)"
    }

    static func chunked(_ pieces: [String]) -> String {
        let chunks = pieces.map { String($0.utf8.count, radix: 16) + "\r\n" + $0 + "\r\n" }
        return "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks.joined() + "0\r\n\r\n"
    }

    static let upgraded = "HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n"

    @Test func aConnectionIsUsedAgain() async throws {
        try await ScriptedEngine.with {
            $0.contains("/volumes") ? [.send(Self.json(#"{"Volumes":[]}"#))] : []
        } body: {
            engine,
            client in
            for _ in 0..<5 {
                let volumes = try await client.volumes()
                #expect(volumes.isEmpty)
            }
            #expect(engine.connections == 1)
            #expect(engine.requestLines.first == "GET /v1.41/volumes HTTP/1.1")
        }
    }

    @Test func concurrentCallsHaveConnectionsOfTheirOwn() async throws {
        let answer: [ScriptedEngine.Step] = [.pause(.milliseconds(300)), .send(Self.json(#"{"Volumes":[]}"#))]
        try await ScriptedEngine.with {
            $0.contains("/volumes") ? answer : []
        } body: { engine, client in
            _ = try await client.apiVersion
            try await withThrowingTaskGroup { group in
                for _ in 0..<20 { group.addTask { _ = try await client.volumes() } }
                try await group.waitForAll()
            }
            #expect((2...20).contains(engine.connections), "calls do not wait for each other")
            #expect(try await eventually { engine.endedConnections >= engine.connections - 8 }, "8 stay open")
        }
    }

    @Test func aConnectionThatTheEngineClosedIsReplaced() async throws {
        let steps: [ScriptedEngine.Step] = [.send(Self.json(#"{"Volumes":[]}"#)), .close]
        try await ScriptedEngine.with {
            $0.contains("/volumes") ? steps : []
        } body: { engine, client in
            for _ in 0..<10 { _ = try await client.volumes() }
            #expect(engine.connections >= 10)
        }
    }

    /// The engine may close an idle connection at the moment in which a request is on its way.
    @Test func aReadingCallIsRepeatedOnce() async throws {
        let count = Mutex(0)
        let script: ScriptedEngine.Script = { line in
            guard line.contains("/volumes") else { return [] }
            let number = count.withLock { number in
                number += 1
                return number
            }
            return number % 2 == 1 ? [.close] : [.send(Self.json(#"{"Volumes":[]}"#))]
        }
        try await ScriptedEngine.with(script) { engine, client in
            for _ in 0..<3 { _ = try await client.volumes() }
            #expect(engine.requestLines.count == 6)
        }
        try await ScriptedEngine.with {
            $0.contains("/volumes") ? [.close] : []
        } body: { engine, client in
            await #expect(throws: EngineError.connectionClosed(request: "GET /volumes")) {
                _ = try await client.volumes()
            }
            #expect(engine.requestLines.count == 2)
        }
    }

    /// A call may be cancelled when its answer is there already: its connection is closed then, and nobody else may get it.
    @Test func aConnectionOfACancelledCallIsNotUsedAgain() async throws {
        try await ScriptedEngine.with {
            $0.contains("/volumes") ? [.send(Self.json(#"{"Volumes":[]}"#))] : []
        } body: { _, client in
            _ = try await client.apiVersion
            for round in 0..<300 {
                let call = Task { _ = try await client.volumes() }
                for _ in 0..<(round % 60) { await Task.yield() }
                if round % 3 == 0 { try await Task.sleep(for: .microseconds(round)) }
                call.cancel()
                _ = await call.result
                try await client.removeVolume("v")
            }
        }
    }

    /// A connection may end between its being chosen and the request's being written: nothing of it is left then that
    /// could answer.
    @Test func aRequestOnAnEndedConnectionIsAnError() async throws {
        try await ScriptedEngine.with { _ in
            []
        } body: { _, client in
            let connection = try await client.openConnection()
            connection.close()
            try await connection.channel.closeFuture.get()
            // The handlers leave the pipeline a moment after the end.
            #expect(
                try await eventually {
                    do {
                        _ = try await connection.channel.pipeline.handler(type: ConnectionHandler.self).map { _ in }
                            .get()
                        return false
                    } catch {
                        return true
                    }
                }
            )
            let error = EngineError.connectionClosed(request: "GET /info")
            for delivery in [Exchange.Delivery.whole, .stream, .upgrade] {
                let answer = connection.begin(
                    ByteBuffer(string: "GET /info HTTP/1.1\r\n\r\n"),
                    delivery: delivery,
                    timeLimit: .seconds(5),
                    summary: "GET /info"
                )
                await #expect(throws: error) { _ = try await answer.value() }
            }
        }
    }

    @Test func aCallThatChangesSomethingIsNotRepeated() async throws {
        try await ScriptedEngine.with {
            $0.hasPrefix("POST") ? [.close] : []
        } body: { engine, client in
            let error = EngineError.connectionClosed(request: "POST /containers/c/start")
            await #expect(throws: error) { try await client.startContainer("c") }
            #expect(engine.requestLines.count == 1)
        }
    }

    @Test func theVersionIsTheOlderOfBoth() async throws {
        func version(_ header: String) async throws -> APIVersion {
            let pong = "HTTP/1.1 200 OK\r\nApi-Version: \(header)\r\nContent-Length: 2\r\n\r\nOK"
            return try await ScriptedEngine.with { _ in
                [.send(pong)]
            } body: {
                try await $1.apiVersion
            }
        }
        #expect(try await version("1.43") == APIVersion(major: 1, minor: 43))
        #expect(try await version("1.99") == APIVersion.newestSpoken)
        let old = EngineError.apiTooOld(engine: APIVersion(major: 1, minor: 40))
        await #expect(throws: old) { _ = try await version("1.40") }
        let none = EngineError.protocolViolation(request: "GET /_ping", reason: "no API version")
        await #expect(throws: none) { _ = try await version("") }
    }

    @Test func aVersionThatIsWantedIsSpoken() async throws {
        let pong = "HTTP/1.1 200 OK\r\nApi-Version: 1.44\r\nContent-Length: 2\r\n\r\nOK"
        try await ScriptedEngine.with { _ in
            [.send(pong)]
        } body: { _, client in
            for minor in [42, 51] {
                let version = APIVersion(major: 1, minor: minor)
                let capabilities = try await EngineClient(endpoint: client.endpoint, wantedVersion: version)
                    .capabilities
                #expect(capabilities == EngineCapabilities(speaking: version))
            }
        }
    }

    @Test func podmanIsRecognised() async throws {
        let pong =
            "HTTP/1.1 200 OK\r\nApi-Version: 1.41\r\nLibpod-Api-Version: 4.3.1\r\nBuilder-Version: \r\n"
            + "Content-Length: 2\r\n\r\nOK"
        let ping = try await ScriptedEngine.with { _ in
            [.send(pong)]
        } body: {
            try await $1.ping()
        }
        #expect(ping == EnginePing(apiVersion: APIVersion(major: 1, minor: 41), podmanVersion: 4))
    }

    @Test(arguments: [
        (
            json(#"{"message":"No such container: c"}"#, status: "404 Not Found"),
            EngineError.notFound(.container("c"), message: "No such container: c")
        ),
        (
            json("upstream is gone\n", status: "502 Bad Gateway"),
            .rejected(request: "GET /containers/c/json", status: 502, message: "upstream is gone")
        ),
        (json(#"{"State":{}}"#), .protocolViolation(request: "GET /containers/c/json", reason: "'Id' is missing")),
        (
            json(#"{"Id":"c","State":{"Status":1}}"#),
            .protocolViolation(request: "GET /containers/c/json", reason: "'State.Status' has an unexpected value")
        ),
        (json("{"), .protocolViolation(request: "GET /containers/c/json", reason: "no JSON of the expected form")),
        (
            "SSH-2.0-OpenSSH\r\n\r\n",
            .protocolViolation(request: "GET /containers/c/json", reason: "no HTTP/1.1 status line")
        ),
        (
            upgraded,
            .protocolViolation(
                request: "GET /containers/c/json",
                reason: "a change of protocol that was not asked for"
            )
        ),
    ]) func otherAnswersAreErrors(answer: String, error: EngineError) async throws {
        try await ScriptedEngine.with {
            $0.contains("_ping") ? [] : [.send(answer)]
        } body: { _, client in
            await #expect(throws: error) { _ = try await client.inspectContainer("c") }
        }
    }

    @Test(arguments: ["HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n{", "HTTP/1.1 200", ""])
    func anEarlyEndIsAnError(answer: String) async throws {
        let steps: [ScriptedEngine.Step] = answer.isEmpty ? [.close] : [.send(answer), .close]
        try await ScriptedEngine.with {
            $0.contains("_ping") ? [] : steps
        } body: { _, client in
            let error = EngineError.connectionClosed(request: "GET /info")
            await #expect(throws: error) { _ = try await client.information() }
        }
    }

    @Test(arguments: [1, 3, 50]) func answersMayComeInPieces(length: Int) async throws {
        let id = String(repeating: "a", count: 64)
        let body = Self.chunked([#"[{"Id":"\#(id)","#, #""State":"run"#, #"ning"}]"#])
        let answer = "HTTP/1.1 103 Early Hints\r\n\r\n" + body
        try await ScriptedEngine.with {
            $0.contains("_ping") ? [] : [.sendInPieces(answer, length: length)]
        } body: {
            _,
            client in
            let containers = try await client.containers()
            #expect(containers.map(\.state) == [.running] && containers.first?.id.rawValue == id)
        }
    }

    @Test func anEmptyAnswerIsEnough() async throws {
        for status in ["204 No Content", "304 Not Modified"] {
            try await ScriptedEngine.with {
                $0.contains("_ping") ? [] : [.send("HTTP/1.1 \(status)\r\n\r\n")]
            } body: {
                engine,
                client in
                try await client.startContainer("c")
                try await client.stopContainer("c", gracePeriod: .milliseconds(1_500))
                #expect(engine.connections == 1)
                #expect(engine.requestLines.last == "POST /v1.41/containers/c/stop?t=2 HTTP/1.1")
            }
        }
    }

    @Test func aSilentEngineRunsIntoTheLimit() async throws {
        try await ScriptedEngine.with {
            $0.contains("_ping") ? [] : [.pause(.seconds(30))]
        } body: { engine, _ in
            let limits = EngineClient.Configuration(callTimeLimit: .seconds(2))
            let client = EngineClient(endpoint: engine.endpoint, configuration: limits)
            // However long the engine takes for what it does answer.
            #expect(try await eventually { (try? await client.apiVersion) != nil })
            let error = EngineError.timedOut(request: "GET /info", limit: .seconds(2))
            await #expect(throws: error) { _ = try await client.information() }
            let hasEnded = try await eventually { engine.endedConnections == engine.connections }
            #expect(hasEnded)
        }
    }
}
