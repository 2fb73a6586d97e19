import EngineAPI
import EngineClient

/// The connection to the program of a receiver: sends frames and takes their answers, one after the other, each in time.
actor ReceiverConnection {
    private nonisolated let stream: ExecStream
    private nonisolated let limits: SyncLimits
    private nonisolated let watchdog = Watchdog()
    private var output: OutputFrames.Iterator
    private var state = ReceiverExchange()

    init(_ stream: ExecStream, limits: SyncLimits) {
        self.stream = stream
        self.limits = limits
        output = stream.output.makeAsyncIterator()
    }

    /// Keeps time as long as a closure runs that sends frames.
    nonisolated func timed<Value>(_ body: () async throws -> Value) async throws -> Value {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await self.watchdog.run(on: ContinuousClock()) { self.close() } }
            defer { group.cancelAll() }
            return try await body()
        }
    }

    /// The beginning of all that the program has written.
    var beginning: [UInt8] { state.beginning }

    /// The first line that the program writes, without its end.
    ///
    /// **Throws:** `ReceiverFault`.
    nonisolated func firstLine() async throws -> String {
        try await limited(about: 0) { try await line() }
    }

    /// Sends a frame and takes its answer.
    ///
    /// **Throws:** `ReceiverFault`.
    nonisolated func exchange(
        _ expectation: ReceiverExchange.Expectation,
        _ frame: [UInt8]
    ) async throws -> ReceiverExchange.Answer {
        try await exchange(expectation) { try await write(frame) }
    }

    /// Sends a frame and takes its answer, both in the time that the frame's size allows for.
    ///
    /// - Parameter send: writes the frame.
    ///
    /// **Throws:** `ReceiverFault`, and what the closure throws.
    nonisolated func exchange(
        _ expectation: ReceiverExchange.Expectation,
        _ send: () async throws -> Void
    ) async throws -> ReceiverExchange.Answer {
        try await begin(expectation)
        return try await limited(about: expectation.size) {
            try await send()
            return try await answer()
        }
    }

    /// Sends bytes of a frame.
    nonisolated func write(_ bytes: [UInt8]) async throws {
        do {
            try await stream.write(bytes)
        } catch EngineError.connectionClosed {
            throw ReceiverFault.lost
        }
    }

    /// Ends the connection: whoever waits for an answer gets `lost`. May be called from any task.
    nonisolated func close() { stream.close() }

    /// Does something that may take as long as the program needs at most for so many bytes.
    private nonisolated func limited<Value>(about size: Int64, _ body: () async throws -> Value) async throws -> Value {
        let limit = limits.duration(for: size)
        watchdog.begin(limit)
        defer { watchdog.end() }
        do {
            return try await body()
        } catch {
            guard watchdog.hasExpired, !Task.isCancelled else { throw error }
            throw ReceiverFault.untrustworthy(reason: "gave no answer within \(limit.components.seconds) s")
        }
    }

    private func begin(_ expectation: ReceiverExchange.Expectation) throws { try state.begin(expectation) }

    private func line() async throws -> String {
        while true {
            if let line = try state.takeLine() { return line }
            try await receive()
        }
    }

    private func answer() async throws -> ReceiverExchange.Answer {
        while true {
            if let answer = try state.takeAnswer() { return answer }
            try await receive()
        }
    }

    private func receive() async throws {
        // Nobody else reads meanwhile: one task uses a receiver at a time.
        var iterator = output
        defer { output = iterator }
        do {
            guard let frame = try await iterator.next(isolation: self) else { throw ReceiverFault.lost }
            try state.take(frame)
        } catch EngineError.connectionClosed {
            throw ReceiverFault.lost
        }
    }
}
