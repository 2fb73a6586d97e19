import EngineAPI
import Foundation
import GRPC
import SystemPackage
import TestSupport
import Testing

@testable import BuildSessions

/// SSH agents that builds use: those of OpenSSH, where it is installed.
@Suite struct AgentServiceTests {
    private static let hasOpenSSH = ["/usr/bin/ssh-agent", "/usr/bin/ssh-keygen", "/usr/bin/ssh-add"]
        .allSatisfy { FileManager.default.isExecutableFile(atPath: $0) }
    private static let environment = ProcessInfo.processInfo.environment

    /// Asks for the list of keys.
    private static let wantsKeys: [UInt8] = [0, 0, 0, 1, 11]

    private static func message(_ bytes: [UInt8]) -> [UInt8] {
        var message = ProtobufWriter()
        message.write(1, bytes)
        return message.bytes
    }

    private static func bytes(_ message: [UInt8]) throws -> [UInt8] {
        var reader = ProtobufReader(message[...])
        guard case .bytes(let bytes)? = try reader.next()?.value else { return [] }
        return Array(bytes)
    }

    /// Sends messages to an agent as a build does, and gives the answers.
    private static func answers(_ service: AgentService, of name: String, _ messages: [[UInt8]]) async throws
        -> [[UInt8]]
    {
        try await SessionConversation.with([service]) { connection in
            try await connection.call(
                "/moby.sshforward.v1.SSH/ForwardAgent",
                metadata: [HeaderField("buildkit.ssh.id", name)]
            ) { call in
                var answers: [[UInt8]] = []
                for message in messages {
                    // A message may be cut anywhere.
                    try await call.send(Self.message(Array(message.prefix(2))))
                    try await call.send(Self.message(Array(message.dropFirst(2))))
                    answers.append(try Self.bytes(try await call.next() ?? []))
                }
                call.endSending()
                #expect(try await call.next() == nil)
                return answers
            }
        }
    }

    @Test(.enabled(if: hasOpenSSH, "OpenSSH is not installed"))
    func aKeyInAFileIsUsedByAnAgentThatLivesAsLongAsTheBuild() async throws {
        try await withTemporaryDirectory { root in
            let key = root.appending("key")
            try Self.makeKey(at: key, passphrase: "", comment: "someone@somewhere")
            // Others may read it: an agent would not take it by its path.
            #expect(chmod(key.string, 0o644) == 0)
            let source = AgentSource(identifier: "own", path: key.string)
            let socket = try await AgentSource.with([source], environment: Self.environment) { agents in
                let answers = try await Self.answers(
                    AgentService(agents),
                    of: "own",
                    [Self.wantsKeys, [0, 0, 0, 1, 19]]
                )
                let (list, refusal) = (answers[0], answers[1])
                // One key, and nothing of what it is called.
                #expect(Array(list[4..<9]) == [12, 0, 0, 0, 1])
                let length: Int = 4 + 5 + 4 + 51 + 4
                #expect(list.count == length)
                #expect(!String(decoding: list, as: UTF8.self).contains("some"))
                // That all keys be removed is not for a build to say.
                #expect(refusal == AgentMessages.refusal)
                return agents["own"]?.socket ?? ""
            }
            #expect(!socket.isEmpty && !FileManager.default.fileExists(atPath: socket))
        }
    }

    @Test(.enabled(if: hasOpenSSH, "OpenSSH is not installed"))
    func aKeyThatNeedsAPassphraseIsRefused() async throws {
        try await withTemporaryDirectory { root in
            let key = root.appending("key")
            try Self.makeKey(at: key, passphrase: "secret", comment: "")
            let failure = await #expect(throws: AgentFailure.self) {
                try await AgentSource.with(
                    [AgentSource(identifier: "own", path: key.string)],
                    environment: Self.environment
                ) { _ in }
            }
            guard case .unusableKey(key.string, let reason) = failure else {
                Issue.record("\(String(describing: failure))")
                return
            }
            #expect(!reason.isEmpty)
        }
    }

    @Test func whatIsNotThereIsSaid() async throws {
        try await withTemporaryDirectory { root in
            let path = root.appending("missing").string
            await #expect(throws: AgentFailure.missing(path: path)) {
                try await AgentSource.with([AgentSource(identifier: "own", path: path)], environment: [:]) { _ in }
            }
            let key = root.appending("key")
            try key.write("x")
            await #expect(throws: AgentFailure.programMissing("ssh-agent")) {
                try await AgentSource.with([AgentSource(identifier: "own", path: key.string)], environment: [:]) { _ in
                }
            }
        }
    }

    @Test func anAgentThatIsNotOfferedIsNotGiven() async throws {
        let service = AgentService(["own": .init(socket: "/nowhere")])
        let path = "/moby.sshforward.v1.SSH/CheckAgent"
        try await SessionConversation.with([service]) { connection in
            let answer = try await connection.call(path, Self.message(Array("own".utf8)))
            #expect(answer == [])
            await #expect(throws: CallStatus(.notFound, "unset ssh forward key default")) {
                try await connection.call(path, [])
            }
        }
    }

    @Test func anAgentThatIsGoneFailsTheCall() async throws {
        try await withTemporaryDirectory { root in
            let service = AgentService(["own": .init(socket: root.appending("agent").string)])
            let status = await #expect(throws: CallStatus.self) {
                _ = try await Self.answers(service, of: "own", [Self.wantsKeys])
            }
            let path = root.appending("agent")
            #expect(status?.message == "no SSH agent can be reached at '\(path)': no such file or directory")
        }
    }

    @Test func messagesOfAgentsAreTakenApart() throws {
        var messages = AgentMessages()
        messages.append([0, 0, 0])
        #expect(try messages.next() == nil)
        messages.append([1, 11, 0, 0, 0, 2, 13])
        #expect(try messages.next() == [0, 0, 0, 1, 11])
        #expect(try messages.next() == nil)
        messages.append([7])
        #expect(try messages.next() == [0, 0, 0, 2, 13, 7])
        messages.append([255, 0, 0, 0])
        #expect(throws: AgentFailure.oversizedMessage(255 << 24)) { try messages.next() }
        for (kind, isAllowed) in [
            (11, true), (13, true), (17, false), (18, false), (19, false), (22, false), (27, false),
        ] {
            #expect(AgentMessages.isAllowed([0, 0, 0, 1, UInt8(kind)]) == isAllowed)
        }
        // Two keys, 'k' and 'kk', called 'ab' and nothing.
        let list: [UInt8] = [
            0, 0, 0, 26, 12, 0, 0, 0, 2, 0, 0, 0, 1, 107, 0, 0, 0, 2, 97, 98, 0, 0, 0, 2, 107, 107, 0, 0, 0, 0,
        ]
        let unnamed: [UInt8] = [
            0, 0, 0, 24, 12, 0, 0, 0, 2, 0, 0, 0, 1, 107, 0, 0, 0, 0, 0, 0, 0, 2, 107, 107, 0, 0, 0, 0,
        ]
        #expect(AgentMessages.withoutNames(list) == unnamed)
        #expect(AgentMessages.withoutNames([0, 0, 0, 1, 5]) == [0, 0, 0, 1, 5])
    }

    private static func makeKey(at path: FilePath, passphrase: String, comment: String) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/ssh-keygen")
        process.arguments = ["-q", "-t", "ed25519", "-N", passphrase, "-C", comment, "-f", path.string]
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
    }
}
