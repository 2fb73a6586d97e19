import EngineAPI
import Testing

@testable import EngineClient

/// Why a network is not removed, where the engine only says that it failed.
@Suite(.timeLimit(.minutes(5))) struct NetworkUseTests {
    private func removal(whileIn containers: String) async throws -> EngineError? {
        let refusal = #"{"cause":"c","message":"it is used","response":500}"#
        return try await ScriptedEngine.with { line in
            if line.hasPrefix("DELETE ") {
                [.send(ProtocolTests.json(refusal, status: "500 Internal Server Error"))]
            } else if line.contains("/containers/json") {
                [.send(ProtocolTests.json(containers))]
            } else {
                []
            }
        } body: { engine, client in
            let error = await #expect(throws: EngineError.self) { try await client.removeNetwork("shop_default") }
            let wanted = "GET /v1.41/containers/json?all=1&filters="
            #expect(engine.requestLines.dropFirst().map { $0.hasPrefix(wanted) } == [true])
            return error
        }
    }

    @Test func thatContainersAreInItIsAConflict() async throws {
        let error = try await removal(whileIn: #"[{"Id":"a","Names":["/other"],"State":"created"}]"#)
        #expect(error == .conflict(.network("shop_default"), message: "it is used"))
    }

    @Test func otherwiseItIsAFailure() async throws {
        let error = try await removal(whileIn: "[]")
        let words = "it is used"
        #expect(error == .rejected(request: "DELETE /networks/shop_default", status: 500, message: words))
    }
}
