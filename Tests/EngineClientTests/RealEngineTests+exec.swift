import EngineAPI
import EngineClient
import TestSupport
import Testing

extension RealEngineTests {
    @Test func aProcessRunsToItsEnd() async throws {
        try await RealEngine.withContainer(client, command: ["sleep", "60"]) { id in
            let request = ExecCreateRequest(
                command: ["sh", "-c", "cat; echo $A >&2; pwd; exit 9"],
                env: ["A=x"],
                workingDir: "/tmp"
            )
            let outcome = try await client.execute(request, in: id, input: Array("in ".utf8))
            #expect(outcome.exitCode == 9)
            #expect(String(decoding: outcome.stdout, as: UTF8.self) == "in /tmp\n")
            #expect(String(decoding: outcome.stderr, as: UTF8.self) == "x\n")
            #expect(!outcome.isTruncated)
            let missing = try await client.execute(ExecCreateRequest(command: ["nothing-like-this"]), in: id)
            #expect(missing.exitCode == 126 || missing.exitCode == 127)
            let long = try await client.execute(
                ExecCreateRequest(command: ["seq", "1", "100000"]),
                in: id,
                outputLimit: 10
            )
            #expect(long.exitCode == 0 && long.isTruncated && long.stdout.count == 10)
            let unread = try await client.execute(
                ExecCreateRequest(command: ["true"]),
                in: id,
                input: Array(repeating: 0, count: 4_000_000)
            )
            #expect(unread.exitCode == 0)
        }
    }

    @Test func shortProcessesLoseNothing() async throws {
        try await RealEngine.withContainer(client, command: ["sleep", "60"]) { id in
            for number in 0..<10 {
                let outcome = try await client.execute(ExecCreateRequest(command: ["echo", "\(number)"]), in: id)
                #expect(String(decoding: outcome.stdout, as: UTF8.self) == "\(number)\n")
            }
        }
    }

    /// Both directions at once, far more than the sockets hold.
    @Test func bytesComeBackAsTheyWent() async throws {
        try await RealEngine.withContainer(client, command: ["sleep", "60"]) { id in
            let chunk = (0..<65_536).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ $0 >> 8) }
            let rounds = 64
            try await client.withExec(in: id, ExecCreateRequest(command: ["cat"], attachStdin: true)) { stream in
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask {
                        for _ in 0..<rounds { try await stream.write(chunk) }
                        try await stream.endInput()
                    }
                    var count = 0
                    for try await frame in stream.output {
                        for (offset, byte) in frame.bytes.enumerated()
                        where byte != chunk[(count + offset) % chunk.count] {
                            Issue.record("byte \(count + offset) is wrong")
                            return
                        }
                        count += frame.bytes.count
                    }
                    #expect(count == rounds * chunk.count)
                }
                #expect(try await client.exitCode(of: stream.id) == 0)
            }
        }
    }

    /// The writer of a process that does not read waits; cancelling it frees it.
    @Test func aProcessThatDoesNotReadHoldsUpItsWriter() async throws {
        try await RealEngine.withContainer(client, command: ["sleep", "60"]) { id in
            let request = ExecCreateRequest(command: ["sleep", "60"], attachStdin: true)
            try await client.withExec(in: id, request) { stream in
                let written = Counter()
                await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask {
                        while true {
                            try await stream.write(Array(repeating: 0, count: 65_536))
                            await written.add(65_536)
                        }
                    }
                    var last = -1
                    let isStuck = try? await eventually(within: .seconds(20)) {
                        let now = await written.value
                        defer { last = now }
                        try await Task.sleep(for: .milliseconds(300))
                        return now == last
                    }
                    #expect(isStuck == true)
                    group.cancelAll()
                    await #expect(throws: CancellationError.self) { try await group.waitForAll() }
                }
                #expect(await written.value < 32 * 1_024 * 1_024)
            }
        }
    }

    @Test func aTerminalHasASize() async throws {
        try await RealEngine.withContainer(client, command: ["sleep", "60"]) { id in
            let request = ExecCreateRequest(command: ["sh"], attachStdin: true, tty: true)
            try await client.withExec(in: id, request) { stream in
                try await client.resizeExec(stream.id, rows: 33, columns: 101)
                try await stream.write(Array("stty size; exit 4\n".utf8))
                var text = ""
                for try await frame in stream.output { text += String(decoding: frame.bytes, as: UTF8.self) }
                #expect(text.contains("33 101"))
                #expect(try await client.exitCode(of: stream.id) == 4)
            }
        }
    }

    @Test func aContainerThatDoesNotRunRunsNothing() async throws {
        try await RealEngine.withContainer(client, command: ["true"], isStarted: false) { id in
            do {
                _ = try await client.execute(ExecCreateRequest(command: ["true"]), in: id)
                Issue.record("the container does not run")
            } catch EngineError.conflict(let object, _) {
                #expect(object == .container(id))
            }
        }
    }

    @Test func aDetachedProcessGoesOn() async throws {
        try await RealEngine.withContainer(client, command: ["sleep", "60"]) { id in
            let exec = try await client.createExec(
                in: id,
                ExecCreateRequest(command: ["sh", "-c", "sleep 0.1; exit 6"])
            )
            try await client.startDetached(exec)
            #expect(try await client.exitCode(of: exec) == 6)
        }
    }
}

/// A number that tasks share.
private actor Counter {
    private(set) var value = 0

    func add(_ number: Int) { value += number }
}
