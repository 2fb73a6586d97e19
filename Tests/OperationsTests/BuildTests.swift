import Convergence
import EngineAPI
import Foundation
import Operations
import Reconciliation
import TestSupport
import Testing

/// Building images, without an engine.
@Suite(.timeLimit(.minutes(5))) struct BuildTests {
    /// A project with a service that is built, and one that needs no image of its own.
    private func withProject(
        dockerfile: String = "FROM scratch\n",
        attributes: String = "no_cache: false",
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
                    build:
                      {context: \(directory.path), additional_contexts: {files: \(directory.path)}, \(attributes)}
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

    @Test func whereImagesAreKeptIsAskedWhereSomethingDependsOnIt() async throws {
        try await withProject { fixture in
            try await ServedEngine.with(fixture.store) { engine in
                func plan(sbom: String?) async throws -> Plan {
                    var overrides = BuildOverrides(toolVersion: "test")
                    overrides.attestations[.sbom] = sbom
                    return try await Build(fixture.session(engine.client), services: [], overrides: overrides).plan()
                }
                _ = try await plan(sbom: nil)
                #expect(fixture.store.calls(.information).isEmpty)
                let error = await #expect(throws: ReconciliationError.self) { _ = try await plan(sbom: "true") }
                #expect(error?.path == ["services", "app", "build", "sbom"])
                fixture.store.keepImagesInContainerd()
                #expect(try await plan(sbom: "true").text.contains("build image shop-app"))
            }
        }
    }

    @Test func anEngineWithoutBuildKitsOwnInterfaceIsSaidToBeOne() async throws {
        try await withProject(attributes: "no_cache_filter: [a]") { fixture in
            try await ServedEngine.with(fixture.store) { engine in
                let build = Build(
                    fixture.session(engine.client),
                    services: [],
                    overrides: BuildOverrides(toolVersion: "test")
                )
                let error = await #expect(throws: ConvergenceError.self) { try await build.run() }
                #expect(
                    error?.description.hasPrefix(
                        "the build of service 'app' asks for what only BuildKit's own interface takes, "
                            + "and this engine does not have that: "
                    ) == true,
                    "\(String(describing: error))"
                )
                #expect(error?.path == ["services", "app", "build"])
            }
            #expect(fixture.store.calls(.build) == [])
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

    private static let withFurtherFiles = "FROM scratch\nCOPY --from=files . /\n"

    /// Whether the engine has an image of a further directory.
    private static func hasContext(_ store: ScriptedStore) -> Bool {
        store.imageNames.contains { $0.hasPrefix("engarde-context:") }
    }

    @Test func nothingStaysOfAFurtherDirectoryWhenTheBuildFails() async throws {
        try await withProject(dockerfile: Self.withFurtherFiles) { fixture in
            fixture.store.failBuild(of: "shop-app", with: "it cannot be built")
            try await ServedEngine.with(fixture.store) { engine in
                let build = Build(
                    fixture.session(engine.client),
                    services: [],
                    overrides: BuildOverrides(toolVersion: "test")
                )
                _ = await #expect(throws: ConvergenceError.self) { try await build.run() }
            }
            #expect(fixture.store.calls(.build).count == 2)
            #expect(!Self.hasContext(fixture.store))
        }
    }

    @Test func nothingStaysOfAFurtherDirectoryWhenTheBuildIsCutShort() async throws {
        try await withProject(dockerfile: Self.withFurtherFiles) { fixture in
            fixture.store.hold(.build, on: "shop-app")
            try await ServedEngine.with(fixture.store) { engine in
                let build = Build(
                    fixture.session(engine.client),
                    services: [],
                    overrides: BuildOverrides(toolVersion: "test")
                )
                let interruption = Interruption()
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask {
                        await #expect(throws: CancellationError.self) {
                            try await Interruption.$current.withValue(interruption) { _ = try await build.run() }
                        }
                    }
                    try await fixture.store.reached(.build, "shop-app")
                    #expect(Self.hasContext(fixture.store))
                    interruption.request()
                    try await group.waitForAll()
                }
                #expect(!Self.hasContext(fixture.store))
                fixture.store.release(.build, on: "shop-app")
            }
        }
    }

    @Test func whatIsElsewhereTheEngineGetsByItself() async throws {
        let fixture = try OperationsFixture(
            """
            services:
              plain:
                build: {context: "https://example.com/plain.git#main", dockerfile: docker/Dockerfile, target: run}
              part: {build: {context: "https://example.com/all.git#main:part"}}
            """,
            images: []
        )
        try await ServedEngine.with(fixture.store) { engine in
            try await Build(
                fixture.session(engine.client),
                services: [],
                overrides: BuildOverrides(toolVersion: "test")
            )
            .run()
        }
        let builds = Dictionary(uniqueKeysWithValues: fixture.store.builds.map { ($0.remote ?? "", $0) })
        let plain = try #require(builds["https://example.com/plain.git#main"])
        #expect(plain.dockerfile == "docker/Dockerfile" && plain.target == "run")
        #expect(plain.builder == .buildKit && plain.session != nil)
        // The builder of this engine that takes directories of repositories is the one without sessions.
        let part = try #require(builds["https://example.com/all.git#main:part"])
        #expect(part.builder == .classic && part.session == nil && part.dockerfile == "Dockerfile")
        #expect(fixture.store.imageNames == ["shop-part:latest", "shop-plain:latest"])
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
