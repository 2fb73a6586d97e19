import CLibrary
import ChildProcesses
import Foundation
import Synchronization
import Testing

#if os(Linux)
/// Pipes beside programs.
@Suite(.timeLimit(.minutes(5))) struct PipeTests {
    /// A pipe that is made while a program starts is none of that program's: whoever reads from it would see no end.
    @Test func noProgramInheritsOneThatIsJustBeingMade() throws {
        let pipes = Pipes()
        Thread.detachNewThread { pipes.make() }
        defer { pipes.isOver.store(true, ordering: .relaxed) }
        var seen: Set<UInt64> = []
        for _ in 0..<50 { seen.formUnion(try Self.pipesOfAProgram()) }
        #expect(pipes.made.withLock(\.self).intersection(seen) == [])
        #expect(!seen.isEmpty)
    }

    /// Pipes that are made and closed, one after the other.
    private final class Pipes: Sendable {
        let made = Mutex<Set<UInt64>>([])
        let isOver = Atomic(false)

        func make() {
            while !isOver.load(ordering: .relaxed) {
                guard let pipe = ChildProcesses.Pipe() else { continue }
                made.withLock { _ = $0.insert(PipeTests.number(of: pipe)) }
                pipe.closeReading()
                pipe.closeWriting()
            }
        }
    }

    /// What tells a pipe from all others.
    fileprivate static func number(of pipe: ChildProcesses.Pipe) -> UInt64 {
        var status = stat()
        return fstat(pipe.reading, &status) == 0 ? UInt64(status.st_ino) : 0
    }

    /// The pipes that a program finds open.
    private static func pipesOfAProgram() throws -> [UInt64] {
        let made = ChildProcesses.Pipe()
        let output = try #require(made)
        let program = Program(
            path: "/bin/sh",
            arguments: ["sh", "-c", "exec ls -l /proc/self/fd"],
            environment: ["PATH": "/usr/bin:/bin"]
        )
        let started = program.start([.null, .descriptor(output.writing), .null])
        output.closeWriting()
        let text = try FileHandle(fileDescriptor: output.reading, closeOnDealloc: true).readToEnd() ?? Data()
        var status: Int32 = 0
        let process = try started.get()
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        return String(decoding: text, as: UTF8.self).components(separatedBy: "pipe:[").dropFirst()
            .compactMap { UInt64($0.prefix(while: \.isNumber)) }
    }
}
#endif
