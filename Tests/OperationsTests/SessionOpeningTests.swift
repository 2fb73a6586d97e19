import CLibrary
import ComposeLoader
import Operations
import SessionEvents
import SystemPackage
import TestSupport
import Testing

/// When the engine is connected to: here is one that never answers.
@Suite struct SessionOpeningTests {
    /// Runs `body` with a request of a project, and with what tells whether somebody has connected to the engine.
    private func with(
        _ text: String,
        changing change: (inout SessionRequest) -> Void = { _ in },
        _ body: (_ request: SessionRequest, _ isReached: @escaping @Sendable () -> Bool) async throws -> Void
    ) async throws {
        try await withTemporaryDirectory { directory in
            try directory.appending("compose.yaml").write(text)
            let path = directory.appending("s").string
            let engine = try UnixSocket.listening(at: path)
            defer { close(engine) }
            var request = SessionRequest(
                "up",
                load: LoadRequest(
                    workingDirectory: directory.string,
                    environment: ["DOCKER_HOST": "unix://\(path)", "HOME": directory.string]
                ),
                homeDirectory: directory.string,
                toolVersion: "test",
                clock: ContinuousClock(),
                wallClock: .system
            )
            change(&request)
            try await body(request) {
                var waiting = pollfd(fd: engine, events: Int16(POLLIN), revents: 0)
                return poll(&waiting, 1, 0) == 1
            }
        }
    }

    private static let text = "services: {web: {image: web}}"
    private static let broken = "services: {web: {image: [}}"

    @Test func theEngineIsReachedWhileFilesAreLoaded() async throws {
        try await with(Self.text) { request, isReached in
            let isInTime = try await request.withProject(telling: RecordedEvents()) { _ in
                try await eventually { isReached() }
            }
            #expect(isInTime)
        }
        try await with(Self.text) { request, isReached in
            let isInTime = try await request.withName(telling: RecordedEvents()) { _ in
                try await eventually { isReached() }
            }
            #expect(isInTime)
        }
    }

    @Test func whatNeedsNoEngineReachesNone() async throws {
        try await with(Self.text, changing: { $0.needsEngine = false }) { request, isReached in
            try await request.withProject(telling: RecordedEvents()) { _ in }
            try await request.withName(telling: RecordedEvents()) { _ in }
            #expect(!isReached())
        }
    }

    @Test func brokenFilesAreToldWithoutWaitingForTheEngine() async throws {
        try await with(Self.broken) { request, _ in
            _ = await #expect(throws: LoadError.self) {
                try await request.withProject(telling: RecordedEvents()) { _ in }
            }
            _ = await #expect(throws: LoadError.self) {
                try await request.withName(telling: RecordedEvents()) { _ in }
            }
        }
    }

    @Test func brokenFilesAreToldBeforeAnEndpointThatIsNone() async throws {
        try await with(Self.broken, changing: { $0.context = "none" }) { request, _ in
            _ = await #expect(throws: LoadError.self) {
                try await request.withProject(telling: RecordedEvents()) { _ in }
            }
        }
    }
}
