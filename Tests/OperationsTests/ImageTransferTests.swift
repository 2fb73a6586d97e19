import Convergence
import EngineAPI
import Operations
import Reconciliation
import SessionEvents
import TestSupport
import Testing

/// Pulling and pushing on demand, without an engine.
@Suite(.timeLimit(.minutes(5))) struct ImageTransferTests {
    private static let text = """
        services:
          gone: {image: gone}
          mine: {image: mine, build: .}
          web: {image: web}
        """

    private func pull(_ fixture: OperationsFixture, toleratingFailures: Bool) async throws {
        var options = PullPlanner.Options()
        options.toleratesFailures = toleratingFailures
        let chosen = options
        try await ServedEngine.with(fixture.store) { engine in
            try await Pull(fixture.session(engine.client), services: [], options: chosen).run()
        }
    }

    @Test func aFailureStopsThePullUnlessItIsTolerated() async throws {
        let fixture = try OperationsFixture(Self.text, images: [], registry: ["web"])
        let error = await #expect(throws: ConvergenceError.self) { try await pull(fixture, toleratingFailures: false) }
        #expect(error?.description.contains("cannot pull image 'gone': pull access denied for gone:latest") ?? false)

        try await pull(fixture, toleratingFailures: true)
        #expect(fixture.store.imageNames == ["web:latest"])
        let denied = "repository does not exist or may require 'docker login'"
        #expect(
            Set(fixture.events.warnings) == [
                "Some service image(s) must be built from source by running: engarde build mine",
                "cannot pull image 'gone': pull access denied for gone:latest, \(denied)",
                "cannot pull image 'mine': pull access denied for mine:latest, \(denied)",
            ]
        )
    }

    @Test func whatCanBeBuiltFailsThePullInTheEnd() async throws {
        let fixture = try OperationsFixture(
            "services: {mine: {image: mine, build: .}, web: {image: web}}",
            images: [],
            registry: ["web"]
        )
        let error = await #expect(throws: ConvergenceError.self) { try await pull(fixture, toleratingFailures: false) }
        #expect(
            error?.description
                == "cannot pull image 'mine': pull access denied for mine:latest, repository does not exist or may require 'docker login'"
        )
        #expect(fixture.store.imageNames == ["web:latest"], "the other image is pulled all the same")
    }

    @Test func whatIsPushedIsInTheRegistry() async throws {
        let text = "services: {web: {image: 'web:1', build: {context: ., tags: ['web:2']}}, db: {image: db}}"
        let fixture = try OperationsFixture(text, images: ["web:1", "db"])
        try await ServedEngine.with(fixture.store) { engine in
            let session = fixture.session(engine.client)
            let error = await #expect(throws: ConvergenceError.self) { try await Push(session, services: []).run() }
            #expect(
                error?.description
                    == "cannot push image 'web:2': An image does not exist locally with the tag: web:2"
            )
            try await Push(session, services: [], toleratesFailures: true).run()
            #expect(fixture.store.calls(.pushImage).contains("pushImage web:1"))
        }
        #expect(
            fixture.events.all.contains { event in
                event.action == .imageSkipped(reason: .notBuilt, pulledFor: nil) && event.subject == .service("db")
            }
        )
    }
}
