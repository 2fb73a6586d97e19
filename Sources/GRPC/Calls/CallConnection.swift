import Synchronization

/// Calls over one stream of bytes: those that the other side makes, or those that this side does.
///
/// Everything that happens goes through the state of the HTTP/2 connection; whoever reads a call, writes to one or sends the
/// connection's bytes waits until that has changed. What is not read yet is bounded by the windows of HTTP/2, what is not
/// sent yet by ``writeLimit``.
package final class CallConnection: Sendable {
    /// One call, as far as it is not over.
    struct Call: Sendable {
        /// What it began with; of a call of this side, the first head of the answer.
        var head: [HeaderField]
        var decoder = MessageDecoder()
        /// Messages that are not read yet.
        var messages: [[UInt8]] = []
        /// Whether no further message comes.
        var isReceivedWhole = false
        /// What the other side ended with.
        var trailers: [HeaderField] = []
        /// Why the call is over before its end.
        var failure: CallStatus?
        var hasAnswered = false
    }

    struct State: Sendable {
        var http: HTTP2Connection
        var calls: [UInt32: Call] = [:]
        /// Calls of the other side that nobody has begun to answer.
        var unanswered: [UInt32] = []
        var isClosed = false
    }

    /// How many bytes of a call wait to be sent before its writer waits, too.
    static let writeLimit = 262_144

    private let state: Mutex<State>
    private let signal = ChangeSignal()

    /// Begins a connection; nothing is sent before it is carried.
    package init(role: HTTP2Connection.Role) {
        state = Mutex(State(http: HTTP2Connection(role: role)))
    }

    /// Changes the state, and tells of it.
    func change<Value: Sendable>(_ body: (inout State) -> Value) -> Value {
        defer { signal.announce() }
        return state.withLock { body(&$0) }
    }

    /// Looks at the state.
    func read<Value: Sendable>(_ body: (State) -> Value) -> Value { state.withLock { body($0) } }

    /// Waits until the state gives something, which is a change of it.
    ///
    /// - Throws: `CancellationError`, and what `body` throws.
    func next<Value: Sendable>(_ body: (inout State) throws -> Value?) async throws -> Value {
        while true {
            let seen = signal.changes
            if let value = try state.withLock({ try body(&$0) }) {
                signal.announce()
                return value
            }
            try Task.checkCancellation()
            await signal.change(since: seen)
        }
    }

    /// Ends the connection: all calls are over, and nothing is sent any more.
    func close() {
        change { state in
            state.isClosed = true
            for number in state.calls.keys where state.calls[number]?.failure == nil {
                state.calls[number]?.failure = .connectionClosed
            }
        }
    }
}

extension CallConnection {
    /// Carries the connection until the other side ends it.
    ///
    /// - Parameters:
    ///   - input: what the other side sends, in pieces.
    ///   - send: sends bytes to it; returns when they are on their way.
    ///   - answer: answers a call; many run at once. What it throws becomes the status of the call, and it is cancelled when
    ///     the other side gives the call up.
    /// - Throws: ``HTTP2Violation``, what `input` and `send` throw.
    /// - Cancellation: all calls are cancelled.
    package func carry<Input: AsyncSequence & Sendable>(
        _ input: Input,
        send: @escaping @Sendable ([UInt8]) async throws -> Void,
        answering answer: @escaping @Sendable (CallStream) async throws -> Void
    ) async throws where Input.Element == [UInt8] {
        try await withThrowingDiscardingTaskGroup { group in
            group.addTask {
                defer { self.close() }
                for try await bytes in input { try self.receive(bytes) }
            }
            group.addTask {
                defer { self.close() }
                while let bytes = try await self.nextOutput() { try await send(bytes) }
            }
            while let number = try? await self.nextCall() {
                group.addTask { await self.run(number, answer) }
            }
            group.cancelAll()
        }
    }

    private func receive(_ bytes: [UInt8]) throws {
        let result = change { state in
            Result { () throws(HTTP2Violation) in
                for event in try state.http.receive(bytes) { state.take(event) }
            }
        }
        try result.get()
    }

    private func nextOutput() async throws -> [UInt8]? {
        let output: [UInt8] = try await next { state in
            let output = state.http.takeOutput()
            return output.isEmpty && !state.isClosed ? nil : output
        }
        return output.isEmpty ? nil : output
    }

    private func nextCall() async throws -> UInt32? {
        try await next { state -> UInt32?? in
            if !state.unanswered.isEmpty { return state.unanswered.removeFirst() }
            return state.isClosed ? .some(nil) : nil
        }
    }

    /// Answers a call until that is done, or the other side has given it up.
    private func run(_ number: UInt32, _ answer: @escaping @Sendable (CallStream) async throws -> Void) async {
        let stream = CallStream(connection: self, number: number)
        let trailers = await withTaskGroup(of: [HeaderField]?.self) { group in
            group.addTask {
                do {
                    try await answer(stream)
                    return CallStatus.success
                } catch {
                    let status = error as? CallStatus ?? CallStatus(.unknown, "\(error)")
                    return status.trailers
                }
            }
            group.addTask {
                _ = try? await self.next { $0.calls[number]?.failure == nil ? nil : true }
                return nil
            }
            defer { group.cancelAll() }
            return await group.next() ?? nil
        }
        change { state in
            if let trailers {
                state.answer(number)
                state.http.finish(number, trailers: trailers)
            } else {
                state.http.reset(number)
            }
            state.calls[number] = nil
        }
    }
}
