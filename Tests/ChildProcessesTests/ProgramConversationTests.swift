import ChildProcesses
import Foundation
import Synchronization
import Testing

/// Programs that are talked with.
@Suite(.timeLimit(.minutes(5))) struct ProgramConversationTests {
    private func shell(_ script: String) -> ProgramConversation {
        ProgramConversation(
            Program(path: "/bin/sh", arguments: ["sh", "-c", script], environment: ["PATH": "/usr/bin:/bin"])
        )
    }

    private func run(
        _ script: String,
        _ reply: @escaping @Sendable (String) -> ProgramConversation.Reply = { _ in .goOn }
    ) async throws -> (lines: [String], end: ProgramConversation.End) {
        let lines = Mutex<[String]>([])
        let end = try await shell(script).run { line in
            lines.withLock { $0.append(line) }
            return reply(line)
        }
        return (lines.withLock(\.self), end)
    }

    @Test func itsLinesComeInOrderAndItsComplaintWithTheEnd() async throws {
        let (lines, end) = try await run("echo one; echo no >&2; printf 'two\\nthree'; exit 3")
        #expect(lines == ["one", "two", "three"])
        #expect(end == .ended(code: 3, complaint: "no\n"))
    }

    @Test func manyLinesAreAllRead() async throws {
        let (lines, end) = try await run("i=0; while [ $i -lt 20000 ]; do echo line $i; i=$((i+1)); done")
        #expect(lines.count == 20_000 && lines.last == "line 19999")
        #expect(end == .ended(code: 0, complaint: ""))
    }

    @Test func itReadsWhatItIsAnsweredAlsoMoreThanAPipeHolds() async throws {
        let long = String(repeating: "x", count: 300_000)
        let (lines, end) = try await run("echo ask; read -r answer; echo ${#answer}") { line in
            line == "ask" ? .answer(Array("\(long)\n".utf8)) : .goOn
        }
        #expect(lines == ["ask", "300000"])
        #expect(end == .ended(code: 0, complaint: ""))
    }

    @Test func whoDoesNotReadAnAnswerHoldsNothingUp() async throws {
        let long = [UInt8](repeating: 0, count: 300_000)
        let (lines, end) = try await run("echo ask; exec 0<&-; echo done") { $0 == "ask" ? .answer(long) : .goOn }
        #expect(lines == ["ask", "done"])
        #expect(end == .ended(code: 0, complaint: ""))
    }

    @Test func itIsEndedWhenItHasSaidEnough() async throws {
        let (lines, end) = try await run("echo enough; exec sleep 1000") { _ in .end }
        #expect(lines == ["enough"])
        #expect(end == .cut)
    }

    @Test func whoIsCancelledLeavesNoProgramBehind() async throws {
        let (begun, beginning) = AsyncStream<Void>.makeStream()
        let conversation = shell("echo begun; exec sleep 1000")
        let task = Task {
            try await conversation.run { _ in
                beginning.yield()
                return .goOn
            }
        }
        for await _ in begun { break }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
    }

    @Test func aProgramThatIsJustBeingInstalledIsWaitedFor() async throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "engarde-\(UUID().uuidString)").path
        try Data("#!/bin/sh\necho here\n".utf8).write(to: URL(filePath: path))
        defer { try? FileManager.default.removeItem(atPath: path) }
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
        let file = try #require(FileHandle(forWritingAtPath: path))
        let conversation = ProgramConversation(Program(path: path, arguments: [path], environment: [:]))
        let lines = Mutex<[String]>([])
        async let end = conversation.run { line in
            lines.withLock { $0.append(line) }
            return .goOn
        }
        try await Task.sleep(for: .milliseconds(100))
        try file.close()
        #expect(try await end == .ended(code: 0, complaint: ""))
        #expect(lines.withLock(\.self) == ["here"])
    }

    @Test func whatCannotBeStartedIsSaid() async throws {
        let conversation = ProgramConversation(Program(path: "/nowhere/x", arguments: ["x"], environment: [:]))
        guard case .notStarted(let failure) = try await conversation.run(onLine: { _ in .goOn }) else {
            Issue.record("it was started")
            return
        }
        #expect(failure.number == 2 && failure.reason == "no such file or directory")
    }
}
