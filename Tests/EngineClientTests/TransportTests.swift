import EngineAPI
import Foundation
import NIOCore
import NIOPosix
import Synchronization
import TestSupport
import Testing

@testable import EngineClient

/// The engine of this machine, reached through every kind of endpoint.
@Suite(
    .enabled("an engine answers and can run the test image") { await RealEngine.isReady() },
    .timeLimit(.minutes(5))
)
struct TransportTests {
    private static let socket = (try? RealEngine.client())?.endpoint.socketPath
    private static func door(_ kind: EngineDoor.Kind) -> EngineDoor? {
        socket.flatMap { EngineDoor.shared(kind, to: $0) }
    }

    // MARK: - TCP

    @Test(.enabled("the engine has a socket, and python3 is installed") { door(.tcp) != nil })
    func aPortInClearText() async throws {
        let door = try #require(Self.door(.tcp))
        let client = EngineClient(
            endpoint: EngineEndpoint(.tcp(host: "127.0.0.1", port: door.port, security: nil))
        )
        try await EngineConversation(client: client).hold()
    }

    @Test func portsAndHostsThatAreNone() async throws {
        let port: UInt16 = 1
        for (host, reason) in [("127.0.0.1", Unreachability.refused), ("nobody.invalid", .unknownHost)] {
            let endpoint = EngineEndpoint(.tcp(host: host, port: port, security: nil))
            await #expect(throws: EngineError.unreachable(endpoint, reason)) {
                _ = try await EngineClient(endpoint: endpoint).ping()
            }
        }
    }

    // MARK: - TLS

    private func secured(
        _ door: EngineDoor,
        host: String = "127.0.0.1",
        _ change: (inout TransportSecurity) -> Void = { _ in }
    ) -> EngineClient {
        var security = TransportSecurity(
            authorities: "\(door.directory)/ca.pem",
            identity: .init(certificate: "\(door.directory)/cert.pem", key: "\(door.directory)/key.pem")
        )
        change(&security)
        return EngineClient(endpoint: EngineEndpoint(.tcp(host: host, port: door.port, security: security)))
    }

    private func refusal(_ client: EngineClient) async -> Unreachability? {
        do {
            _ = try await client.ping()
            return nil
        } catch EngineError.unreachable(client.endpoint, let reason) {
            return reason
        } catch {
            Issue.record("\(error)")
            return nil
        }
    }

    @Test(.enabled("the engine has a socket; python3 and openssl are installed") { door(.tls) != nil })
    func aSecuredPort() async throws {
        let door = try #require(Self.door(.tls))
        try await EngineConversation(client: secured(door)).hold()
        _ = try await secured(door, host: "localhost").ping()
    }

    @Test(.enabled("the engine has a socket; python3 and openssl are installed") { door(.tls) != nil })
    func whoCannotProveWhoTheyAreIsRefused() async throws {
        let door = try #require(Self.door(.tls))
        let other = try EngineDoor.open(.tls, to: try #require(Self.socket), names: ["engine.test"])
        // The engine's authority is not the one that is trusted.
        let foreign = secured(door) { $0.authorities = "\(other.directory)/ca.pem" }
        #expect(await refusal(foreign) == .insecure(reason: "certificate verify failed"))
        // The certificate is for another host; who does not look is let through.
        #expect(await refusal(secured(other)) == .insecure(reason: "the engine's certificate is for another host"))
        #expect(
            await refusal(secured(other, host: "localhost"))
                == .insecure(reason: "the engine's certificate is for another host")
        )
        _ = try await secured(other) { $0.verifiesEngine = false }.ping()
        // The engine wants to know who this is.
        #expect(
            await refusal(secured(door) { $0.identity = nil }) == .insecure(reason: "tlsv1 alert certificate required")
        )
        #expect(
            await refusal(
                secured(door) {
                    $0.identity = .init(
                        certificate: "\(other.directory)/cert.pem",
                        key: "\(other.directory)/key.pem"
                    )
                }
            ) == .insecure(reason: "tlsv1 alert unknown ca")
        )
        // The other side does not speak TLS.
        if let clear = Self.door(.tcp) {
            let endpoint = EngineEndpoint(.tcp(host: "127.0.0.1", port: clear.port, security: TransportSecurity()))
            let reason = await refusal(EngineClient(endpoint: endpoint))
            #expect(reason == .insecure(reason: "wrong version number"))
        }
    }

    @Test(.enabled("the engine has a socket; python3 and openssl are installed") { door(.tls) != nil })
    func filesThatAreNoCertificatesAreNamed() async throws {
        let door = try #require(Self.door(.tls))
        let broken = FileManager.default.temporaryDirectory.appending(path: "engarde-\(UUID().uuidString).pem").path
        try Data("nothing\n".utf8).write(to: URL(filePath: broken))
        defer { try? FileManager.default.removeItem(atPath: broken) }
        #expect(await refusal(secured(door) { $0.authorities = broken }) == .unusableFile(path: broken))
        #expect(await refusal(secured(door) { $0.identity?.certificate = broken }) == .unusableFile(path: broken))
        #expect(await refusal(secured(door) { $0.identity?.key = broken }) == .unusableFile(path: broken))
        #expect(await refusal(secured(door) { $0.identity?.key = "/nowhere" }) == .unusableFile(path: "/nowhere"))
    }

    // MARK: - ssh

    private func shell(_ door: EngineDoor, socketPath: String? = nil, port: UInt16? = nil) -> EngineClient {
        var environment = ProcessInfo.processInfo.environment
        environment["PATH"] = "\(door.directory)/bin:\(environment["PATH"] ?? "")"
        let host = SecureShellHost(
            user: NSUserName(),
            host: "127.0.0.1",
            port: port ?? door.port,
            socketPath: socketPath
        )
        return EngineClient(endpoint: EngineEndpoint(.ssh(host)), environment: environment)
    }

    @Test(.enabled("the engine has a socket; python3, sshd, ssh and docker are installed") { door(.ssh) != nil })
    func throughASecureShell() async throws {
        let door = try #require(Self.door(.ssh))
        let client = shell(door, socketPath: Self.socket)
        try await EngineConversation(client: client).hold()
    }

    @Test(.enabled("the engine has a socket; python3, sshd, ssh and docker are installed") { door(.ssh) != nil })
    func noSecureShellOutlivesItsConnection() async throws {
        let shared = try #require(Self.door(.ssh))
        // A socket of another name leads to the same engine, and tells this test's processes from those of others.
        let link = "/tmp/engarde-test-\(UInt64.random(in: 0...UInt64.max)).sock"
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: try #require(Self.socket))
        defer { try? FileManager.default.removeItem(atPath: link) }
        let client = shell(shared, socketPath: link)
        try await RealEngine.withContainer(client, command: ["sleep", "60"]) { id in
            // It does not end with its input.
            let request = ExecCreateRequest(command: ["sleep", "50"], attachStdin: true)
            try await client.withExec(in: id, request) { _ in
                let isSeen = try await eventually { Self.processes(naming: link) > 0 }
                #expect(isSeen)
            }
            // The process in the container goes on, and nobody removes it meanwhile.
            client.shutDown()
            let areGone = try await eventually(within: .seconds(20)) { Self.processes(naming: link) == 0 }
            #expect(areGone)
        }
    }

    @Test(.enabled("the engine has a socket; python3, sshd, ssh and docker are installed") { door(.ssh) != nil })
    func whatTheSecureShellSaysIsTheError() async throws {
        let door = try #require(Self.door(.ssh))
        let port: UInt16 = 1
        guard case .programEnded(255, let lines) = await refusal(shell(door, port: port)) else {
            Issue.record("no error of ssh")
            return
        }
        #expect(lines == ["ssh: connect to host 127.0.0.1 port \(port): Connection refused"])
        guard case .programEnded(1, let others) = await refusal(shell(door, socketPath: "/no where.sock")) else {
            Issue.record("no error of docker at the far side")
            return
        }
        #expect(others.joined().contains("/no where.sock"), "\(others)")
        let endpoint = EngineEndpoint(.ssh(SecureShellHost(host: "127.0.0.1")))
        let nowhere = EngineClient(endpoint: endpoint, environment: ["PATH": "/nowhere"])
        #expect(await refusal(nowhere) == .noProgram)
    }

    /// How many processes of ssh have a text among their arguments; what they run at the far side ends in its own time.
    private static func processes(naming text: String) -> Int {
        let entries = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return entries.count { entry in
            guard Int(entry) != nil, let bytes = FileManager.default.contents(atPath: "/proc/\(entry)/cmdline") else {
                return false
            }
            return bytes.firstRange(of: Data(text.utf8)) != nil
                && bytes.firstRange(of: Data("ConnectTimeout".utf8)) != nil
        }
    }

    // MARK: - In the process

    @Test func anEngineOfThisProcess() async throws {
        let socket = try #require(Self.socket)
        let count = Mutex(0)
        let engine = InProcessEngine(name: "relay") { descriptor in
            count.withLock { $0 += 1 }
            do {
                Relay.start(between: descriptor, and: try UnixSocket.connected(to: socket))
            } catch {
                Issue.record(error)
            }
        }
        let endpoint = EngineEndpoint(.inProcess(engine))
        try await EngineConversation(client: EngineClient(endpoint: endpoint)).hold()
        #expect(count.withLock { $0 } > 1)
        #expect(endpoint.url == "in-process://relay")
    }
}
