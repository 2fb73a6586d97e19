import ChildProcesses
import Foundation
import NIOCore
import NIOPosix
import Testing

@testable import EngineClient

/// Programs that carry connections, and how they end.
@Suite(.timeLimit(.minutes(5))) struct CarrierProcessTests {
    private let endpoint = EngineEndpoint(.ssh(SecureShellHost(host: "far")))

    /// A program that says why it ends, and has ended.
    ///
    /// - Returns: the process, and where it is read from what it said.
    private func ended(_ script: String) throws -> (process: CarrierProcess, complaints: Int32) {
        let made = ChildProcesses.Pipe()
        let pipe = try #require(made)
        let program = Program(path: "/bin/sh", arguments: ["sh", "-c", script], environment: [:])
        let started = program.start([.null, .null, .descriptor(pipe.writing)])
        pipe.closeWriting()
        let number = try started.get()
        var information = siginfo_t()
        while waitid(P_PID, id_t(number), &information, WEXITED | WNOWAIT) < 0, errno == EINTR {}
        return (CarrierProcess(number: number, loop: MultiThreadedEventLoopGroup.singleton.next()), pipe.reading)
    }

    /// What it said may be read later than its end is noticed.
    @Test func itsLastWordsAreTheError() async throws {
        let (process, complaints) = try ended("echo no >&2; exit 255")
        let (ends, end) = AsyncStream<Void>.makeStream()
        process.awaitEnd { end.finish() }
        for await _ in ends {}
        async let failure = process.failure(of: endpoint)
        process.listen(to: complaints)
        #expect(await failure == .unreachable(endpoint, .programEnded(code: 255, lines: ["no"])))
    }

    @Test func aGoodEndIsNoError() async throws {
        let (process, complaints) = try ended("echo bye >&2")
        process.listen(to: complaints)
        process.awaitEnd {}
        #expect(await process.failure(of: endpoint) == nil)
    }
}
