import EngineAPI
import Testing

@testable import EngineClient

/// The digests of images where the engine does not ask their registries.
@Suite(.timeLimit(.minutes(5))) struct RegistryDigestTests {
    private static let podman =
        "HTTP/1.1 200 OK\r\nApi-Version: 1.41\r\nLibpod-Api-Version: 4.3.1\r\nContent-Length: 2\r\n\r\nOK"

    private func digest(ofImageWith digests: String) async throws -> String {
        try await ScriptedEngine.with { line in
            if line.contains("/_ping") {
                [.send(Self.podman)]
            } else if line.contains("/images/") {
                [.send(ProtocolTests.json(#"{"Id":"sha256:1","RepoDigests":[\#(digests)]}"#))]
            } else {
                []
            }
        } body: { engine, client in
            try await client.digest(of: "registry:5000/shop/own:1")
        }
    }

    @Test func itIsThatOfTheRepositoryThatWasPulledFrom() async throws {
        let digests = #""registry:5000/shop/other@sha256:a","registry:5000/shop/own@sha256:b""#
        #expect(try await digest(ofImageWith: digests) == "sha256:b")
    }

    @Test func whatWasNotPulledHasNone() async throws {
        let error = EngineError.digestMissing(
            "registry:5000/shop/own:1",
            message: "the image that is there was not pulled"
        )
        await #expect(throws: error) { try await digest(ofImageWith: "") }
    }
}
