package import EngineAPI

extension EngineClient {
    /// Runs a further process in a running container, connected to the caller as long as `body` runs.
    ///
    /// - Returns: what `body` returns. The exit code is known when the output has ended: ``exitCode(of:)``.
    /// - Throws: ``EngineError/conflict(_:message:)`` where the container does not run, and what `body` throws.
    /// - Cancellation: the connection closes. The engine does not end the process: it sees the end of its input, and
    ///   an error when it writes.
    /// - Source: `POST /containers/{id}/exec`, `POST /exec/{id}/start`.
    nonisolated(nonsending) package func withExec<Value>(
        in container: ContainerID,
        _ definition: ExecCreateRequest,
        body: (ExecStream) async throws -> Value
    ) async throws -> Value {
        let id = try await createExec(in: container, definition)
        var request = EngineRequest(.post, "/exec/\(id)/start", about: .exec(id))
        try request.setJSON(ExecStartRequest(tty: definition.tty))
        let (connection, bytes) = try await upgrade(request)
        defer { connection.close() }
        let frames = OutputFrames(bytes: bytes, isTerminal: definition.tty, summary: request.summary)
        let process = ProcessStream(output: frames, connection: connection, summary: request.summary)
        return try await body(ExecStream(id: id, process: process))
    }

    /// Runs a further process in a running container to its end.
    ///
    /// - Parameters:
    ///   - input: what the process gets as standard input; `nil` gives it none.
    ///   - outputLimit: how many bytes of each stream to keep; the process is not hindered from writing more.
    /// - Cancellation: the process goes on, see ``withExec(in:_:body:)``.
    package func execute(
        _ definition: ExecCreateRequest,
        in container: ContainerID,
        input: [UInt8]? = nil,
        outputLimit: Int = 1_048_576
    ) async throws -> ExecOutcome {
        var definition = definition
        definition.attachStdin = input != nil
        return try await withExec(in: container, definition) { stream in
            try await withThrowingTaskGroup(of: Void.self) { group in
                if let input {
                    group.addTask {
                        do {
                            try await stream.write(input)
                            try await stream.endInput()
                        } catch EngineError.connectionClosed {
                            // A process may end without having read its input.
                        }
                    }
                }
                var outcome = ExecOutcome(exitCode: 0)
                for try await frame in stream.output { outcome.append(frame, limit: outputLimit) }
                group.cancelAll()
                outcome.exitCode = try await exitCode(of: stream.id)
                return outcome
            }
        }
    }

    /// Prepares a process without starting it.
    package func createExec(in container: ContainerID, _ definition: ExecCreateRequest) async throws -> ExecID {
        var request = Self.request(.post, container, "exec")
        try request.setJSON(definition)
        return try await call(request, returning: ExecCreateResponse.self).id
    }

    /// Starts a prepared process that nobody is connected to.
    package func startDetached(_ exec: ExecID) async throws {
        var request = EngineRequest(.post, "/exec/\(exec)/start", about: .exec(exec))
        try request.setJSON(ExecStartRequest(detach: true))
        _ = try await call(request)
    }

    /// Asks for the state of a prepared, running or ended process.
    package func inspectExec(_ exec: ExecID) async throws -> ExecInspection {
        try await call(EngineRequest(.get, "/exec/\(exec)/json", about: .exec(exec)), returning: ExecInspection.self)
    }

    /// Waits for the end of a process whose output has ended.
    ///
    /// The engine may notice the end a moment after the output's: this asks again, after 1 ms at first and 50 ms at most.
    package func exitCode(of exec: ExecID) async throws -> Int {
        var pause = Duration.milliseconds(1)
        while true {
            let state = try await inspectExec(exec)
            if !state.isRunning, let code = state.exitCode { return code }
            try await Task.sleep(for: pause)
            pause = min(pause * 2, .milliseconds(50))
        }
    }

    /// Tells the terminal of a process its size, in characters.
    package func resizeExec(_ exec: ExecID, rows: Int, columns: Int) async throws {
        var request = EngineRequest(.post, "/exec/\(exec)/resize", about: .exec(exec))
        request.add("h", String(rows))
        request.add("w", String(columns))
        _ = try await call(request)
    }
}

/// A further process in a container, connected to the caller.
///
/// - Ownership: valid within the closure that got it. One task may write while another one reads.
package struct ExecStream: Sendable {
    /// The process.
    package let id: ExecID
    /// Its standard streams.
    package let process: ProcessStream

    /// What it writes; one iteration only. When the iteration ends, the connection closes.
    package var output: OutputFrames { process.output }

    /// Writes to the process's standard input, see ``ProcessStream/write(_:)``.
    package func write(_ bytes: [UInt8]) async throws { try await process.write(bytes) }

    /// Ends the process's standard input; its output goes on.
    package func endInput() async throws { try await process.endInput() }

    /// Closes the connection, see ``ProcessStream/close()``.
    package func close() { process.close() }
}

/// How a process in a container ended, and what it wrote.
package struct ExecOutcome: Hashable, Sendable {
    /// The exit code; 126 and 127 where the program could not be run.
    package var exitCode: Int
    /// The beginning of what it wrote to standard output.
    package var stdout: [UInt8] = []
    /// The beginning of what it wrote to standard error.
    package var stderr: [UInt8] = []
    /// Whether it wrote more than was kept.
    package var isTruncated = false

    /// Creates an outcome without output.
    package init(exitCode: Int) { self.exitCode = exitCode }

    mutating func append(_ frame: LogFrame, limit: Int) {
        let kept = frame.stream == .stdout ? stdout.count : stderr.count
        let part = frame.bytes.prefix(max(0, limit - kept))
        isTruncated = isTruncated || part.count < frame.bytes.count
        if frame.stream == .stdout { stdout += part } else { stderr += part }
    }
}
