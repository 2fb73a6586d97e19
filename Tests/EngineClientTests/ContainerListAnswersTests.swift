import EngineAPI
import Testing

@testable import EngineClient

/// Lists of containers as engines write them, and as they should not.
@Suite(.timeLimit(.minutes(5))) struct ContainerListAnswersTests {
    private static func list(_ json: String) async throws -> [ContainerSummary] {
        let script: ScriptedEngine.Script = { line in
            if line.contains("/_ping") {
                return [.send("HTTP/1.1 200 OK\r\nApi-Version: 1.41\r\nContent-Length: 2\r\n\r\nOK")]
            }
            return [.send(ProtocolTests.json(json))]
        }
        return try await ScriptedEngine.with(script) { _, client in try await client.containers() }
    }

    @Test(arguments: [
        (#"[{"Id":1,"State":"running"}]"#, "'0.Id' has an unexpected value"),
        (#"[{"Id":"c","State":"running","Labels":{"a":1}}]"#, "'0.Labels.a' has an unexpected value"),
        (#"[{"Id":"c","#, "no JSON of the expected form"),
    ]) func errorsSayWhereTheListIsWrong(json: String, reason: String) async throws {
        let error = EngineError.protocolViolation(request: "GET /containers/json", reason: reason)
        await #expect(throws: error) { _ = try await Self.list(json) }
    }

    @Test func ofKeysThatStandTwiceOneIsTaken() async throws {
        let found = try await Self.list(#"[{"Id":"c","State":"running","State":"running"}]"#)
        #expect(found.map(\.id) == ["c"])
        #expect(found.map(\.state) == [.running])
    }
}
