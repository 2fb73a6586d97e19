internal import EngineAPI
internal import GRPC

/// A build that BuildKit is asked for by its own interface, over one connection.
///
/// - Source: `moby.buildkit.v1.Control` of BuildKit: `Solve` builds and answers in the end, `Status` tells how it goes.
struct BuildControl: Sendable {
    private enum Method {
        static let solve = "/moby.buildkit.v1.Control/Solve"
        static let status = "/moby.buildkit.v1.Control/Status"
    }

    /// What is asked for.
    let request: SolveRequest
    /// What errors call the connection.
    let summary: String

    /// Builds, and tells of it, until both have ended.
    ///
    /// - Parameters:
    ///   - input: what the engine sends, in pieces.
    ///   - send: sends bytes to it; returns when they are on their way.
    ///   - onEvent: is called for every event, in order; while it runs, no further report is read.
    /// - Throws: ``EngineError``, `CancellationError`, what `input`, `send` and `onEvent` throw.
    nonisolated(nonsending) func run<Input: AsyncSequence & Sendable>(
        _ input: Input,
        send: @escaping @Sendable ([UInt8]) async throws -> Void,
        onEvent: (BuildEvent) async throws -> Void
    ) async throws -> ImageID where Input.Element == [UInt8] {
        let calls = CallConnection(role: .client)
        var tracker = BuildProgressTracker()
        let (begun, begin) = AsyncStream<Void>.makeStream()
        return try await withThrowingTaskGroup(of: [UInt8]?.self) { group in
            defer { group.cancelAll() }
            group.addTask {
                try await calls.carry(input, send: send) { _ in throw CallStatus(.unimplemented, "no calls here") }
                return nil
            }
            group.addTask { [request] in
                // A build that has failed before anybody asks for its reports is waited for, for seconds.
                for await _ in begun {}
                return try await calls.call(Method.solve, request.protobuf)
            }
            try await follow(calls, begin, &tracker, onEvent)
            do {
                while let part = try await group.next() {
                    guard let part else { continue }
                    return try await finish(part, &tracker, onEvent)
                }
            } catch let status as CallStatus {
                throw error(status, &tracker)
            } catch let violation as HTTP2Violation {
                throw EngineError.protocolViolation(request: summary, reason: "\(violation)")
            }
            throw EngineError.connectionClosed(request: summary)
        }
    }

    /// Tells of what BuildKit reports, until it says that there is no more.
    private nonisolated(nonsending) func follow(
        _ calls: CallConnection,
        _ begin: AsyncStream<Void>.Continuation,
        _ tracker: inout BuildProgressTracker,
        _ onEvent: (BuildEvent) async throws -> Void
    ) async throws {
        defer { begin.finish() }
        do {
            try await calls.call(Method.status) { call in
                try await call.send(request.statusRequest)
                call.endSending()
                begin.finish()
                while let message = try await call.next() {
                    let events: [BuildEvent]
                    do {
                        events = tracker.consume(try BuildKitStatus(protobuf: message))
                    } catch {
                        throw EngineError.protocolViolation(request: summary, reason: "a malformed report of BuildKit")
                    }
                    for event in events { try await onEvent(event) }
                }
            }
        } catch is CallStatus {
            // Of a build that could not begin there are no reports; why it could not, the other call says.
        }
    }

    private nonisolated(nonsending) func finish(
        _ answer: [UInt8],
        _ tracker: inout BuildProgressTracker,
        _ onEvent: (BuildEvent) async throws -> Void
    ) async throws -> ImageID {
        guard let response = try? SolveResponse(protobuf: answer), let image = response.image else {
            throw EngineError.protocolViolation(request: summary, reason: "no image")
        }
        if let beginning = response.cacheBeginning { try await onEvent(.cacheKept(beginning: beginning)) }
        for event in tracker.finish(with: image) { try await onEvent(event) }
        return image
    }

    private func error(_ status: CallStatus, _ tracker: inout BuildProgressTracker) -> EngineError {
        if status == .connectionClosed { return .connectionClosed(request: summary) }
        if status.code == .unimplemented { return .notFound(.engine, message: status.message) }
        return .buildFailed(tracker.fail(with: status.message))
    }
}
