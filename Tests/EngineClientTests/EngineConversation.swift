import EngineAPI
import EngineClient
import Testing

/// What has to work with an engine however it is reached.
struct EngineConversation {
    let client: EngineClient

    /// Calls, streams, uploads, both directions of a process, cancellation.
    func hold() async throws {
        let version = try await client.version()
        #expect(try await client.apiVersion <= version.apiVersion)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<4 { group.addTask { _ = try await client.information() } }
            try await group.waitForAll()
        }
        try await RealEngine.withContainer(client, command: ["sh", "-c", "echo started; sleep 60"]) { id in
            try await readLogs(of: id)
            try await talk(to: id)
            try await upload(to: id)
            try await cancel(id)
        }
        do {
            _ = try await client.inspectContainer("engarde-test-nobody")
            Issue.record("the container does not exist")
        } catch EngineError.notFound(let object, _) {
            #expect(object == .container("engarde-test-nobody"))
        }
    }

    /// A stream that ends only with the connection.
    private func readLogs(of id: ContainerID) async throws {
        for try await frame in try await client.logs(of: id, .init(follow: true)) {
            #expect(String(decoding: frame.bytes, as: UTF8.self) == "started\n")
            break
        }
    }

    /// More bytes than anything on the way holds, both ways at once; the end of the input ends the process, whose last
    /// words come after it.
    private func talk(to id: ContainerID) async throws {
        let chunk = (0..<65_536).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ $0 >> 8) }
        let rounds = 48
        let request = ExecCreateRequest(command: ["sh", "-c", "cat; echo end >&2; exit 5"], attachStdin: true)
        try await client.withExec(in: id, request) { stream in
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    for _ in 0..<rounds { try await stream.write(chunk) }
                    try await stream.endInput()
                }
                var count = 0
                var errors = ""
                for try await frame in stream.output {
                    guard frame.stream == .stdout else {
                        errors += String(decoding: frame.bytes, as: UTF8.self)
                        continue
                    }
                    for (offset, byte) in frame.bytes.enumerated()
                    where byte != chunk[(count + offset) % chunk.count] {
                        Issue.record("byte \(count + offset) is wrong")
                        return
                    }
                    count += frame.bytes.count
                }
                #expect(count == rounds * chunk.count && errors == "end\n")
                try await group.waitForAll()
            }
            #expect(try await client.exitCode(of: stream.id) == 5)
        }
    }

    private func upload(to id: ContainerID) async throws {
        var tar = TarText()
        let bytes = (0..<300_000).map { UInt8(truncatingIfNeeded: $0) }
        tar.addFile("large", bytes)
        try await client.putArchive(into: id, at: "/tmp", archive: tar.pieces(of: 7_000))
        let outcome = try await client.execute(ExecCreateRequest(command: ["wc", "-c", "/tmp/large"]), in: id)
        #expect(String(decoding: outcome.stdout, as: UTF8.self) == "\(bytes.count) /tmp/large\n")
    }

    /// Whoever waits for what does not come can be called off: in a stream, in a call, in a process.
    private func cancel(_ id: ContainerID) async throws {
        let waits: [@Sendable () async throws -> Void] = [
            { for try await _ in try await client.events(filters: .label("nobody", "has-it")) {} },
            { _ = try await client.waitForContainer(id) },
            { _ = try await client.execute(ExecCreateRequest(command: ["sleep", "50"]), in: id) },
        ]
        for wait in waits {
            await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await wait() }
                try? await Task.sleep(for: .milliseconds(50))
                group.cancelAll()
                await #expect(throws: CancellationError.self) { try await group.waitForAll() }
            }
        }
    }
}
