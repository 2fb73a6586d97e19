import EngineAPI
import EngineClient
import Operations
import Synchronization

/// A program in a running container that records until its time is over, or until it is asked to end.
struct RecordingProgram: Sendable {
    /// The container.
    var container: ContainerID
    /// What is run.
    var request: ExecCreateRequest

    /// How it ended, and what it wrote.
    struct Outcome: Sendable {
        /// Its exit code.
        var exitCode: Int
        /// What it wrote to standard output.
        var output: [UInt8]
        /// The lines that it wrote to standard error.
        var errors: [String]
        /// Whether it was asked to end.
        var wasAsked: Bool
    }

    /// Runs it to its end.
    ///
    /// - Parameters:
    ///   - interrupts: the first wish to stop asks it to end, the second one leaves it alone.
    ///   - end: asks it; is given its connection, and what it has written to standard output.
    /// - Throws: `EngineError`, `CancellationError`.
    func run(
        _ client: EngineClient,
        until interrupts: Interrupts,
        ending end: @escaping @Sendable (ExecStream, [UInt8]) async -> Void
    ) async throws -> Outcome {
        try await client.withExec(in: container, request) { stream in
            let kept = KeptOutput()
            let (code, wasAsked) = try await interrupts.awaitEnd {
                for try await frame in stream.output { kept.append(frame) }
                return try await client.exitCode(of: stream.id)
            } asking: {
                await end(stream, kept.output)
            }
            return Outcome(exitCode: code, output: kept.output, errors: kept.errorLines, wasAsked: wasAsked)
        }
    }
}

/// What a program has written until now.
private final class KeptOutput: Sendable {
    private struct State {
        var output: [UInt8] = []
        var errors: [UInt8] = []
    }

    private let state = Mutex(State())

    var output: [UInt8] { state.withLock { $0.output } }

    var errorLines: [String] {
        let bytes = state.withLock { $0.errors }
        return String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline).map(String.init)
    }

    func append(_ frame: LogFrame) {
        state.withLock { state in
            if frame.stream == .stdout { state.output += frame.bytes } else { state.errors += frame.bytes }
        }
    }
}
