import ComposeModel
import Diagnostics
import EngineAPI
import Foundation
import Operations
import SessionEvents
import TestSupport
import Testing

@testable import Workflows

/// Rebuilding services and updating images, without an engine.
@Suite(.timeLimit(.minutes(5))) struct RebuildTests {
    /// A service that is built, another one that runs its image, and what the first one needs; all of it is up.
    private static func withProject(
        _ body: @Sendable (UpkeepFixture, ServedEngine) async throws -> Void
    ) async throws {
        let directory = FileManager.default.temporaryDirectory.appendingPathComponent("engarde-\(UUID())")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: directory) }
        try Data("FROM scratch\n".utf8).write(to: directory.appendingPathComponent("Dockerfile"))
        let fixture = try UpkeepFixture(
            """
            services:
              app: {build: {context: \(directory.path)}, network_mode: none, depends_on: [db]}
              worker: {image: shop-app, network_mode: none}
              db: {image: db, network_mode: none}
            """,
            on: ScriptedStore(images: ["db"], registry: ["db"])
        )
        try await ServedEngine.with(fixture.store) { engine in
            try await fixture.up(engine.client)
            fixture.store.forgetCalls()
            try await body(fixture, engine)
        }
    }

    /// The services whose containers were made.
    private static func made(_ store: ScriptedStore) -> Set<String> {
        let calls = store.calls(.createContainer)
        return Set(["app", "worker", "db"].filter { service in calls.contains { $0.contains(service) } })
    }

    @Test func whatRunsTheImageIsReplacedAndNothingElse() async throws {
        try await Self.withProject { fixture, engine in
            let rebuild = try Rebuild(
                fixture.context,
                fixture.session(engine.client),
                options: .init(services: ["app"])
            )
            #expect(try await rebuild.run(in: fixture.context) == .done)
            #expect(fixture.store.calls(.build) == ["build shop-app"])
            #expect(Self.made(fixture.store) == ["app", "worker"])
            #expect(fixture.store.running.sorted() == ["shop-app-1", "shop-db-1", "shop-worker-1"])
            #expect(
                fixture.taken == [
                    .own(arguments: ["build", "app"]),
                    .own(
                        arguments: ["up", "-d", "--no-deps", "--no-build", "--pull", "never", "app", "worker"]
                    ),
                ]
            )
        }
    }

    @Test func whatIsNeededIsStartedAndNotReplaced() async throws {
        try await Self.withProject { fixture, engine in
            fixture.store.exit("shop-db-1", code: 0)
            let rebuild = try Rebuild(
                fixture.context,
                fixture.session(engine.client),
                options: .init(services: ["app"])
            )
            _ = try await rebuild.run(in: fixture.context)
            #expect(Self.made(fixture.store) == ["app", "worker"])
            #expect(fixture.store.calls(.startContainer).contains("startContainer shop-db-1"))
        }
    }

    @Test func aServiceThatIsNotBuiltIsRefused() async throws {
        try await Self.withProject { fixture, engine in
            let error = #expect(throws: NothingToRebuild.self) {
                _ = try Rebuild(fixture.context, fixture.session(engine.client), options: .init(services: ["db"]))
            }
            #expect(
                error?.diagnostics.first?.message
                    == "service 'db' has no 'build' section: there is nothing to rebuild"
            )
            #expect(fixture.store.calls(.build) == [])
        }
    }

    @Test func anUpdateReplacesOnlyWhatChanged() async throws {
        try await Self.withProject { fixture, engine in
            var options = Update.Options()
            options.services = ["db"]
            let update = try await Update(fixture.context, fixture.session(engine.client), options: options)
            _ = try await update.run(in: fixture.context)
            #expect(fixture.store.calls(.pullImage) == ["pullImage db:latest"])
            #expect(update.changes.map(\.service) == ["db"])
            #expect(Self.made(fixture.store) == ["db"])
            fixture.store.forgetCalls()
            let again = try await Update(fixture.context, fixture.session(engine.client), options: options)
            _ = try await again.run(in: fixture.context)
            #expect(again.changes.isEmpty)
            #expect(Self.made(fixture.store) == [])
        }
    }

    @Test func anUpdateStartsNothingThatDoesNotRun() async throws {
        try await Self.withProject { fixture, engine in
            fixture.store.exit("shop-db-1", code: 0)
            var options = Update.Options()
            options.services = ["db"]
            let update = try await Update(fixture.context, fixture.session(engine.client), options: options)
            #expect(try await update.steps().map(\.command) == [.own(arguments: ["pull", "db"])])
        }
    }
}
