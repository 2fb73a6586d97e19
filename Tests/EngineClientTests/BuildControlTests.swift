import EngineAPI
import GRPC
import Testing

@testable import EngineClient

/// A build by BuildKit's own interface: the engine's side is within this process.
@Suite struct BuildControlTests {
    private static let step = "[2/2] RUN make"

    /// Builds with an engine that answers calls with `answer`; what was told, and what came of it.
    private static func build(
        answering answer: @escaping @Sendable (CallStream) async throws -> Void
    ) async throws -> (events: [BuildEvent], result: Result<ImageID, any Error>) {
        let server = CallConnection(role: .server)
        let (up, upwards) = AsyncStream<[UInt8]>.makeStream()
        let (down, downwards) = AsyncStream<[UInt8]>.makeStream()
        let control = BuildControl(request: SolveRequest(reference: "r1", session: "s1"), summary: "POST /grpc")
        return await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                defer { downwards.finish() }
                try await server.carry(up, send: { downwards.yield($0) }, answering: answer)
            }
            defer { group.cancelAll() }
            var events: [BuildEvent] = []
            let result: Result<ImageID, any Error>
            do {
                let image = try await control.run(down, send: { upwards.yield($0) }) { events.append($0) }
                result = .success(image)
            } catch {
                result = .failure(error)
            }
            return (events, result)
        }
    }

    private static func isStatus(_ call: CallStream) -> Bool {
        call.head.first(named: ":path") == "/moby.buildkit.v1.Control/Status"
    }

    /// A report of one step: that it began, that it wrote a line, or how it ended.
    private static func report(output: String = "", ended: Bool = false, error: String = "") -> [UInt8] {
        func message(_ write: (inout ProtobufWriter) -> Void) -> [UInt8] {
            var writer = ProtobufWriter()
            write(&writer)
            return writer.bytes
        }
        let moment = message { $0.write(1, Int64(1)) }
        return message { report in
            report.writeMessage(
                1,
                message { vertex in
                    vertex.write(1, "d")
                    vertex.write(3, step)
                    vertex.writeMessage(5, moment)
                    if ended { vertex.writeMessage(6, moment) }
                    vertex.write(7, error)
                }
            )
            guard !output.isEmpty else { return }
            report.writeMessage(
                3,
                message { log in
                    log.write(1, "d")
                    log.write(3, Int64(1))
                    log.write(4, Array(output.utf8))
                }
            )
        }
    }

    private static func answer(image: String) -> [UInt8] {
        var answer = ProtobufWriter()
        answer.write(1, ["containerimage.digest": image])
        return answer.bytes
    }

    @Test func aBuildIsToldOfToItsEnd() async throws {
        let (events, result) = try await Self.build { call in
            if Self.isStatus(call) {
                var wanted = ProtobufWriter()
                wanted.write(1, "r1")
                let request = try await call.next()
                #expect(request == wanted.bytes)
                try await call.send(Self.report(output: "made\n"))
                try await call.send(Self.report(ended: true))
            } else {
                #expect(call.head.first(named: ":path") == "/moby.buildkit.v1.Control/Solve")
                let request = try await call.next()
                #expect(request == SolveRequest(reference: "r1", session: "s1").protobuf)
                try await call.send(Self.answer(image: "sha256:1"))
            }
        }
        let step = BuildStep(digest: "d", name: Self.step)
        #expect(
            events == [
                .started(step), .output(step, .stdout, "made\n"),
                .completed(step, isCached: false, took: .zero), .image("sha256:1"),
            ]
        )
        #expect(try result.get() == "sha256:1")
    }

    @Test func aBuildThatFailsNamesItsStep() async throws {
        let words = "process \"make\" did not complete successfully: exit code: 2"
        let (events, result) = try await Self.build { call in
            guard Self.isStatus(call) else { throw CallStatus(.unknown, words) }
            try await call.send(Self.report(output: "no rule\n"))
            try await call.send(Self.report(ended: true, error: words))
        }
        #expect(events.last == .failed(BuildStep(digest: "d", name: Self.step), message: words))
        let failure = BuildFailure(step: Self.step, logLines: ["no rule"], message: words)
        #expect(throws: EngineError.buildFailed(failure)) { try result.get() }
    }

    @Test func aBuildThatCannotBeginSaysWhy() async throws {
        let words = "granting entitlement security.insecure is not allowed by build daemon configuration"
        let (_, result) = try await Self.build { call in
            throw CallStatus(.unknown, Self.isStatus(call) ? "no such job r1" : words)
        }
        let error = EngineError.buildFailed(BuildFailure(message: words))
        #expect(throws: error) { try result.get() }
        #expect(
            error.hint == "allow it in the engine's daemon.json, below \"builder\" and \"entitlements\", "
                + "and restart the engine"
        )
    }

    @Test func anEngineWithoutTheInterfaceIsToldApart() async throws {
        let (_, result) = try await Self.build { _ in throw CallStatus(.unimplemented, "unknown service") }
        #expect(throws: EngineError.notFound(.engine, message: "unknown service")) { try result.get() }
    }

    @Test func anAnswerWithoutAnImageIsNone() async throws {
        let (_, result) = try await Self.build { call in
            if !Self.isStatus(call) { try await call.send([]) }
        }
        #expect(throws: EngineError.protocolViolation(request: "POST /grpc", reason: "no image")) { try result.get() }
    }

    @Test func theEndOfTheConnectionIsHeardOf() async throws {
        let control = BuildControl(request: SolveRequest(reference: "r1", session: "s1"), summary: "POST /grpc")
        let (down, downwards) = AsyncStream<[UInt8]>.makeStream()
        downwards.finish()
        await #expect(throws: EngineError.connectionClosed(request: "POST /grpc")) {
            try await control.run(down, send: { _ in }, onEvent: { _ in })
        }
    }
}
