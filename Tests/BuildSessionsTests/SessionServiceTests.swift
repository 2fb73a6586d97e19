import EngineAPI
import GRPC
import Testing

@testable import BuildSessions

/// Calls of an engine that are answered by one message.
@Suite struct SessionServiceTests {
    private static func message(_ texts: String...) -> [UInt8] {
        var message = ProtobufWriter()
        for (number, text) in zip(UInt64(1)..., texts) { message.write(number, text) }
        return message.bytes
    }

    @Test func theEngineHearsThatTheClientIsThere() async throws {
        let answer = try await SessionConversation.with([]) { try await $0.call("/grpc.health.v1.Health/Check", []) }
        #expect(answer == [8, 1])
    }

    @Test func whatIsNotOfferedIsSaidToBeSo() async throws {
        await #expect(throws: CallStatus(.unimplemented, "there is no method /moby.filesync.v1.Auth/FetchToken")) {
            try await SessionConversation.with([CredentialService { _ in nil }]) {
                try await $0.call("/moby.filesync.v1.Auth/FetchToken", [])
            }
        }
    }

    @Test func aSecretIsGivenByItsIdentifier() async throws {
        let path = "/moby.buildkit.secrets.v1.Secrets/GetSecret"
        try await SessionConversation.with([SecretService(["token": [0, 255], "empty": []])]) { connection in
            var answer = ProtobufWriter()
            answer.write(1, [0, 255])
            let given1 = try await connection.call(path, Self.message("token"))
            #expect(given1 == answer.bytes)
            let given2 = try await connection.call(path, Self.message("empty"))
            #expect(given2 == [])
            await #expect(throws: CallStatus(.notFound, "secret other: not found")) {
                try await connection.call(path, Self.message("other"))
            }
            await #expect(throws: CallStatus(.invalidArgument, "a malformed message")) {
                try await connection.call(path, [0x0A, 9])
            }
        }
    }

    @Test func aRegistryIsShownWhatItWantsToSee() async throws {
        let service = CredentialService { host in
            host == "registry.example" ? .init(user: "ann", secret: "hush") : nil
        }
        let path = "/moby.filesync.v1.Auth/Credentials"
        try await SessionConversation.with([service]) { connection in
            let given3 = try await connection.call(path, Self.message("registry.example"))
            #expect(given3 == Self.message("ann", "hush"))
            let given4 = try await connection.call(path, Self.message("other.example"))
            #expect(given4 == [])
        }
    }

    @Test func secretsAreNotPrinted() {
        let credentials = CredentialService.Credentials(user: "ann", secret: "hush")
        var dump = ""
        Swift.dump(credentials, to: &dump)
        #expect(!"\(credentials) \(dump)".contains("hush"))
    }

    @Test func methodsAreToldOfBeforeTheyAreCalled() {
        let session = BuildSession(
            sharedKey: SharedKey(parts: []),
            services: [
                CredentialService { _ in nil }, SecretService([:]), FileSyncService([:]), AgentService([:]),
                LayerService([:]),
            ]
        )
        #expect(
            session.paths == [
                "/containerd.services.content.v1.Content/Abort", "/containerd.services.content.v1.Content/Info",
                "/containerd.services.content.v1.Content/Read", "/containerd.services.content.v1.Content/Write",
                "/grpc.health.v1.Health/Check", "/moby.buildkit.secrets.v1.Secrets/GetSecret",
                "/moby.filesync.v1.Auth/Credentials", "/moby.filesync.v1.FileSync/DiffCopy",
                "/moby.sshforward.v1.SSH/CheckAgent", "/moby.sshforward.v1.SSH/ForwardAgent",
            ]
        )
        #expect(session.identifier.count == 32 && session.identifier.allSatisfy(\.isHexDigit))
    }

    @Test func copiesAreSharedByThoseWhoTakeTheSame() {
        let key = SharedKey(machine: "m", parts: ["/src", "Dockerfile", ""])
        #expect(key.text.count == 32)
        #expect(key == SharedKey(machine: "m", parts: ["/src", "Dockerfile", ""]))
        for other in [["/src", "Dockerfile", "dev"], ["/srcDockerfile", "", ""], ["/src", "", "Dockerfile"]] {
            #expect(key != SharedKey(machine: "m", parts: other))
        }
        #expect(key != SharedKey(machine: "n", parts: ["/src", "Dockerfile", ""]))
        #expect(!SharedKey.machine.isEmpty)
    }
}
