import EngineAPI
import EngineClient
import Foundation
import TestSupport

/// The engine that this machine runs, and the image that tests run containers of.
enum RealEngine {
    /// A root file system of nothing but busybox.
    static let image: ImageReference = "engarde-test-busybox:latest"
    /// The label that everything made by tests carries.
    static let label = "engarde-test"

    /// A client of the engine that `docker` would talk to.
    static func client() throws -> EngineClient {
        let environment = ProcessInfo.processInfo.environment
        let endpoint = try EngineEndpoint.resolve(
            environment: environment,
            homeDirectory: environment["HOME"] ?? "/root"
        )
        return EngineClient(endpoint: endpoint)
    }

    /// Whether an engine answers and has the image, which is made when it is missing. Why not is printed, once.
    static func isReady() async -> Bool {
        if let verdict = await Verdict.shared.isReady { return verdict }
        let isReady = await findOut()
        await Verdict.shared.decide(isReady)
        return isReady
    }

    /// What was found out, since every test asks.
    private actor Verdict {
        static let shared = Verdict()
        private(set) var isReady: Bool?

        func decide(_ verdict: Bool) { isReady = verdict }
    }

    private static func findOut() async -> Bool {
        do {
            let client = try client()
            _ = try await client.apiVersion
            do {
                _ = try await client.inspectImage(image)
            } catch EngineError.notFound {
                try await makeImage(with: client)
            }
            return true
        } catch {
            print("tests against a real engine are skipped: \(error)")
            return false
        }
    }

    private static func makeImage(with client: EngineClient) async throws {
        let applets = [
            "sh", "cat", "echo", "ls", "sleep", "true", "false", "head", "tail", "tar", "stty", "id", "env", "seq",
            "wc",
            "rm", "mkdir", "printf", "test", "kill", "hostname", "dd", "yes", "nc", "pwd", "touch", "grep", "sed",
        ]
        var tar = TarText()
        for directory in ["bin", "tmp", "etc", "proc", "dev", "sys"] { tar.addDirectory(directory) }
        tar.addFile("bin/busybox", try await busybox(), mode: 0o755)
        for applet in applets { tar.addLink("bin/\(applet)", to: "busybox") }
        tar.addFile("etc/passwd", Array("root:x:0:0:root:/:/bin/sh\n".utf8))
        let changes = [#"CMD ["sh"]"#, "ENV PATH=/bin", "LABEL \(label)=image"]
        _ = try await client.importImage(as: image, changes: changes, rootFileSystem: tar.pieces(of: 100_000))
    }

    private static func busybox() async throws -> [UInt8] {
        for path in ["/bin/busybox", "/usr/bin/busybox"] {
            guard let bytes = FileManager.default.contents(atPath: path) else { continue }
            // A dynamically linked program names its loader near the beginning.
            if bytes.prefix(4_096).firstRange(of: Data("/ld-".utf8)) == nil { return Array(bytes) }
        }
        return try await BusyboxProgram.downloaded()
    }

    /// A name that no other test uses.
    static func uniqueName(_ purpose: String) -> String {
        "engarde-test-\(purpose)-\(String(UInt32.random(in: 0...UInt32.max), radix: 36))"
    }

    /// Creates a container without a network for as long as `body` runs.
    static func withContainer<Value>(
        _ client: EngineClient,
        command: [String],
        isStarted: Bool = true,
        configure: (inout ContainerCreateRequest) -> Void = { _ in },
        body: (ContainerID) async throws -> Value
    ) async throws -> Value {
        var request = ContainerCreateRequest(image: image)
        request.config.cmd = command
        request.config.labels[label] = "container"
        request.config.stopTimeout = 0
        request.hostConfig.networkMode = "none"
        configure(&request)
        let id = try await client.createContainer(request, name: uniqueName("c")).id
        return try await cleaningUp {
            if isStarted { try await client.startContainer(id) }
            return try await body(id)
        } finally: {
            try await client.removeContainer(id, force: true, withAnonymousVolumes: true)
        }
    }

    /// Runs `finally` whatever happens; what is gone already is no error.
    static func cleaningUp<Value>(
        _ body: () async throws -> Value,
        finally: () async throws -> Void
    ) async throws -> Value {
        let value: Value
        do {
            value = try await body()
        } catch {
            try? await finally()
            throw error
        }
        do { try await finally() } catch EngineError.notFound {}
        return value
    }
}
