import ChildProcesses
import Testing

/// Programs that are asked once.
@Suite(.timeLimit(.minutes(5))) struct ProgramRunTests {
    private func run(
        _ script: String,
        input: String = "",
        within limit: Duration = .seconds(30)
    ) async throws -> ProgramRun.End {
        let program = Program(path: "/bin/sh", arguments: ["sh", "-c", script], environment: ["PATH": "/usr/bin:/bin"])
        return try await ProgramRun(program, input: Array(input.utf8)).run(within: limit)
    }

    @Test func itAnswersWhatItReads() async throws {
        let end = try await run("read -r word; echo \"<$word>\"; echo no >&2; exit 3", input: "server\n")
        #expect(end == .ended(code: 3, output: Array("<server>\n".utf8)))
    }

    @Test func whoTakesTooLongIsKilled() async throws {
        let end = try await run("exec sleep 1000", within: .milliseconds(50))
        #expect(end == .cut)
    }

    @Test func whoWritesWithoutEndIsKilled() async throws {
        let end = try await run("exec yes")
        #expect(end == .cut)
    }

    @Test func whoIsCancelledLeavesNoProgramBehind() async throws {
        let task = Task { try await run("exec sleep 1000") }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
    }

    @Test func whatCannotBeStartedIsSaid() async throws {
        let program = Program(path: "/nowhere/x", arguments: ["x"], environment: [:])
        guard case .notStarted(let failure) = try await ProgramRun(program, input: []).run(within: .seconds(30)) else {
            Issue.record("it was started")
            return
        }
        #expect(failure.number == 2)
    }
}
