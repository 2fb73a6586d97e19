import Convergence
import EngineAPI
import Foundation
import Operations
import Reconciliation
import TestSupport
import Testing

/// Building images, without an engine.
@Suite(.timeLimit(.minutes(1))) struct BuildTests {
    /// A project with a service that is built, and one that needs no image of its own.
    private func withProject(
        dockerfile: String = "FROM scratch\n",
        _ body: (OperationsFixture) async throws -> Void
    ) async throws {
        let directory = FileManager.default.temporaryDirectory.appendingPathComponent("engarde-\(UUID())")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: directory) }
        try Data(dockerfile.utf8).write(to: directory.appendingPathComponent("Dockerfile"))
        try await body(
            OperationsFixture(
                """
                services:
                  app:
                    build: {context: \(directory.path), additional_contexts: {files: \(directory.path)}}
                    network_mode: none
                  web: {image: web, network_mode: none}
                """,
                images: ["web"]
            )
        )
    }

    @Test func theImageIsThereAfterwards() async throws {
        try await withProject { fixture in
            try await ServedEngine.with(fixture.store) { engine in
                let session = fixture.session(engine.client)
                try await Build(session, services: [], overrides: BuildOverrides(toolVersion: "test")).run()
            }
            #expect(fixture.store.calls(.build) == ["build shop-app"])
            #expect(fixture.store.imageNames == ["shop-app:latest", "web:latest"])
        }
    }

    @Test func aFurtherDirectoryIsAnImageOnlyWhileTheBuildGoesOn() async throws {
        try await withProject(dockerfile: "FROM scratch\nCOPY --from=files . /\n") { fixture in
            try await ServedEngine.with(fixture.store) { engine in
                let build = Build(
                    fixture.session(engine.client),
                    services: [],
                    overrides: BuildOverrides(toolVersion: "test")
                )
                try await build.run()
            }
            let builds = fixture.store.calls(.build)
            #expect(builds.count == 2 && builds.first?.hasPrefix("build engarde-context:") == true)
            #expect(builds.last == "build shop-app")
            #expect(fixture.store.imageNames == ["shop-app:latest", "web:latest"])
        }
    }

    @Test func upBuildsWhatIsMissingOnce() async throws {
        try await withProject { fixture in
            try await ServedEngine.with(fixture.store) { engine in
                try await fixture.up(engine.client)
                try await fixture.up(engine.client)
            }
            #expect(fixture.store.calls(.build) == ["build shop-app"])
            #expect(fixture.store.running.sorted() == ["shop-app-1", "shop-web-1"])
        }
    }

    @Test func aBuildThatFailsKeepsAllContainersFromBeingMade() async throws {
        try await withProject { fixture in
            fixture.store.failBuild(of: "shop-app", with: "it cannot be built")
            try await ServedEngine.with(fixture.store) { engine in
                do {
                    try await fixture.up(engine.client)
                    Issue.record("it did not fail")
                } catch let error as ConvergenceError {
                    #expect("\(error)" == "the image of service 'app' could not be built: it cannot be built")
                }
            }
            #expect(fixture.store.containerNames == [])
        }
    }
}
