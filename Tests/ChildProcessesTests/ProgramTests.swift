import CLibrary
import ChildProcesses
import Foundation
import Testing

/// Programs that are really started.
@Suite(.timeLimit(.minutes(5))) struct ProgramTests {
    private func shell(_ script: String) -> Program {
        Program(path: "/bin/sh", arguments: ["sh", "-c", script], environment: ["NAME": "value"])
    }

    private func exitCode(of process: Int32) -> Int32 {
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        return Program.exitCode(ofStatus: status)
    }

    @Test func itsDescriptorsLeadWhereTheyAreToldTo() throws {
        let log = FileManager.default.temporaryDirectory.appending(path: "engarde-\(UUID().uuidString).log").path
        defer { try? FileManager.default.removeItem(atPath: log) }
        for round in ["first", "second"] {
            let made = ChildProcesses.Pipe()
            let pipe = try #require(made)
            let script = "cat; echo \(round) $NAME; echo complaint >&2; echo \(round) through the pipe >&3; exit 7"
            let process = try shell(script).start([.null, .log(log), .log(log), .descriptor(pipe.writing)]).get()
            pipe.closeWriting()
            let said = try FileHandle(fileDescriptor: pipe.reading, closeOnDealloc: true).readToEnd() ?? Data()
            #expect(String(decoding: said, as: UTF8.self) == "\(round) through the pipe\n")
            #expect(exitCode(of: process) == 7)
        }
        #expect(
            try String(contentsOfFile: log, encoding: .utf8) == "first value\ncomplaint\nsecond value\ncomplaint\n"
        )
        var status = stat()
        #expect(stat(log, &status) == 0 && status.st_mode & 0o777 == 0o600)
    }

    /// Threads that run tasks may have signals blocked, and a program gets the mask of the thread that starts it.
    @Test func signalsReachItThatTheThreadHasBlocked() throws {
        var (blocked, before) = (sigset_t(), sigset_t())
        sigemptyset(&blocked)
        sigaddset(&blocked, SIGTERM)
        pthread_sigmask(SIG_BLOCK, &blocked, &before)
        defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
        let process = try shell("exec sleep 5").start([.null, .null, .null]).get()
        kill(process, SIGTERM)
        #expect(exitCode(of: process) == 128 + SIGTERM)
    }

    @Test func whatCannotBeStartedIsAnError() {
        let program = Program(path: "/nowhere/program", arguments: ["program"], environment: [:])
        #expect(throws: Program.StartFailure.self) { try program.start([.null, .null, .null]).get() }
    }

    @Test func theFirstDirectoryOfThePathThatHasItCounts() {
        #expect(Program.path(of: "sh", environment: ["PATH": "/nowhere:/bin:/usr/bin"]) == "/bin/sh")
        #expect(Program.path(of: "sh", environment: ["PATH": "/nowhere"]) == nil)
        #expect(Program.path(of: "bin/sh", environment: ["PATH": "/"]) == nil)
    }
}
