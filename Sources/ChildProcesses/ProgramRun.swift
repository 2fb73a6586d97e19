import CLibrary

/// One run of a program that reads a few bytes and answers with a few.
package struct ProgramRun: Sendable {
    /// How it ended.
    package enum End: Sendable, Hashable {
        /// The system could not start it.
        case notStarted(Program.StartFailure)
        /// It took too long or wrote too much, and was killed.
        case cut
        /// It ended by itself, with this exit code (128 and more for a signal).
        case ended(code: Int32, output: [UInt8])
    }

    /// An answer is a few hundred bytes.
    private static let longestOutput = 1_048_576

    private let program: Program
    private let input: [UInt8]

    /// Prepares a run.
    ///
    /// - Parameter input: what the program reads; must fit into a pipe.
    package init(_ program: Program, input: [UInt8]) {
        self.program = program
        self.input = input
    }

    /// Runs the program to its end.
    ///
    /// - Parameter limit: how long it may take before it is killed.
    /// - Throws: `CancellationError`.
    /// - Cancellation: the program is killed.
    package func run(within limit: Duration) async throws -> End {
        try await runBlocking { run(within: limit, until: $0) }
    }

    /// Runs the program; blocks the thread.
    private func run(within limit: Duration, until isGivenUp: () -> Bool) -> End {
        guard let inputPipe = Pipe(), let outputPipe = Pipe() else { return .notStarted(.init(number: errno)) }
        defer { outputPipe.closeReading() }
        // Written before the program starts: there is a reader as long as this end is open, so nothing can break.
        _ = input.withUnsafeBytes { write(inputPipe.writing, $0.baseAddress, $0.count) }
        inputPipe.closeWriting()
        let end = ContinuousClock.now + limit
        let start = program.startOnceWritten(
            [.descriptor(inputPipe.reading), .descriptor(outputPipe.writing), .null],
            until: { ContinuousClock.now >= end || isGivenUp() }
        )
        inputPipe.closeReading()
        outputPipe.closeWriting()
        let process: pid_t
        switch start {
        case .success(let started): process = started
        case .failure(let failure): return .notStarted(failure)
        }
        let output = read(from: outputPipe.reading) { ContinuousClock.now >= end || isGivenUp() }
        var status: Int32 = 0
        while output != nil, ContinuousClock.now < end, !isGivenUp() {
            let ended = waitpid(process, &status, WNOHANG)
            if ended == process, let output {
                return .ended(code: Program.exitCode(ofStatus: status), output: output)
            }
            if ended < 0 && errno != EINTR { break }
            usleep(1_000)
        }
        kill(process, SIGKILL)
        while waitpid(process, &status, 0) < 0 && errno == EINTR {}
        return .cut
    }

    /// All that comes; `nil` when it was given up.
    private func read(from descriptor: Int32, until isGivenUp: () -> Bool) -> [UInt8]? {
        var output: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4_096)
        while !isGivenUp(), output.count <= Self.longestOutput {
            var interest = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            guard poll(&interest, 1, 50) > 0 else { continue }
            let count = CLibrary.read(descriptor, &buffer, buffer.count)
            if count == 0 { return output }
            if count > 0 { output += buffer[..<count] } else if errno != EINTR && errno != EAGAIN { return output }
        }
        return nil
    }
}
