import ComposeLoader
import ComposeModel
import EngineAPI
import EngineClient
import EngineServer
import Foundation
import Operations
import SessionEvents
import TestSupport
import Testing

@testable import Workflows

/// The check from its beginning to its end, with an engine in memory.
@Suite(.timeLimit(.minutes(5))) struct ProductionCheckTests {
    private static let shop = """
        services:
          web:
            image: web
            container_name: web
            ports: ["8080:80"]
            volumes: ["data:/data"]
            healthcheck: {test: [CMD, check]}
            mem_limit: 64M
        volumes: {data: {name: data}}
        """

    /// What came of a check.
    private struct Outcome: Sendable {
        var report: ProductionReport?
        var end: OperationEnd
        var steps: [String]
    }

    private static func withProject(_ body: (String) async throws -> Void) async throws {
        let directory = FileManager.default.temporaryDirectory.appendingPathComponent("engarde-\(UUID())")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: directory) }
        try Data(shop.utf8).write(to: directory.appendingPathComponent("compose.yaml"))
        try await body(directory.path)
    }

    private static func check(
        in directory: String,
        on engine: ServedEngine,
        keeping keeps: Bool = false
    ) async throws -> Outcome {
        let socket = try #require(engine.client.endpoint.socketPath)
        let environment = ["DOCKER_HOST": "unix://\(socket)", "XDG_STATE_HOME": "\(directory)/state"]
        let load = LoadRequest(
            workingDirectory: directory,
            environment: environment,
            files: ["compose.yaml"],
            projectName: "shop"
        )
        let request = SessionRequest(
            "prod-check",
            load: load,
            homeDirectory: "/home/nobody",
            toolVersion: "test",
            clock: TestClock(),
            wallClock: WallClock { .seconds(1_700_000_000) }
        )
        let events = RecordedEvents()
        let context = WorkflowContext(request: request, events: events, interrupts: .none) { _, _ in 0 }
        let layers = try ProductionLayers(of: load)
        return try await ProductionCheck.request(request, layers).withProject(telling: events) { session in
            var options = ProductionCheck.Options()
            options.keeps = keeps
            let check = try ProductionCheck(context, session, layers, options: options)
            let steps = try await check.steps().map(\.purpose)
            let end = try await check.run(in: context)
            return Outcome(report: check.report, end: end, steps: steps)
        }
    }

    @Test func nothingOfItStaysAndNothingElseIsTouched() async throws {
        try await Self.withProject { directory in
            let store = ScriptedStore(images: ["web"])
            store.script("web") { $0.fates = [[.becomes(.healthy)]] }
            let outcome = try await ServedEngine.with(store) { engine in
                _ = try await engine.client.createContainer(ContainerCreateRequest(image: "web"), name: "web")
                return try await Self.check(in: directory, on: engine)
            }
            #expect(outcome.end == .done)
            #expect(store.containerNames == ["web"])
            #expect(store.networkNames == [])
            #expect(store.volumeNames == [])
            #expect(store.calls(.createVolume) == ["createVolume shop-prod-check_data"])
            #expect(store.calls(.startContainer) == ["startContainer shop-prod-check-web-1"])
            let report = try #require(outcome.report)
            #expect(report.hasPassed)
            #expect(report.project == "shop-prod-check")
            let health = report.findings.first { $0.check == .health }
            #expect(health?.found == "healthy")
        }
    }

    @Test func whatDoesNotBecomeReadyIsReportedAndRemoved() async throws {
        try await Self.withProject { directory in
            let store = ScriptedStore(images: ["web"])
            store.script("web") { script in
                script.fates = [[.exits(3)]]
                script.logLines = ["no database"]
            }
            let outcome = try await ServedEngine.with(store) { try await Self.check(in: directory, on: $0) }
            let health = try #require(outcome.report?.findings.first { $0.check == .health })
            #expect(health.verdict == .failed)
            #expect(health.lines == ["no database"])
            #expect(outcome.report?.hasPassed == false)
            #expect(store.containerNames == [])
        }
    }

    @Test func whatIsKeptIsRemovedByTheNextCheck() async throws {
        try await Self.withProject { directory in
            let store = ScriptedStore(images: ["web"])
            store.script("web") { $0.fates = [[.becomes(.healthy)], [.becomes(.healthy)]] }
            let (first, second) = try await ServedEngine.with(store) { engine in
                let first = try await Self.check(in: directory, on: engine, keeping: true)
                return (first, try await Self.check(in: directory, on: engine))
            }
            #expect(first.report?.addresses != nil)
            #expect(
                first.steps.last
                    == "mounts, limits, restart policies, logs, users, sizes and health are as the files say"
            )
            #expect(second.steps.first == "an earlier check left it")
            #expect(second.report?.addresses == nil)
            #expect(store.containerNames == [])
        }
    }

    @Test func aServiceThatCannotBeCreatedLeavesNothing() async throws {
        try await Self.withProject { directory in
            let store = ScriptedStore(images: ["web"])
            store.fail(.createContainer, with: .system("no space left on device"))
            await #expect(throws: (any Error).self) {
                try await ServedEngine.with(store) { _ = try await Self.check(in: directory, on: $0) }
            }
            #expect(store.networkNames == [])
            #expect(store.volumeNames == [])
        }
    }

    @Test func aProjectOfAnotherDirectoryIsLeftAlone() async throws {
        try await Self.withProject { directory in
            let store = ScriptedStore(images: ["web"])
            var other = ContainerCreateRequest(image: "web")
            other.config.labels["com.docker.compose.project"] = "shop-prod-check"
            other.config.labels["com.docker.compose.project.working_dir"] = "/elsewhere"
            let definition = other
            let error = await #expect(throws: ProductionCheckError.self) {
                try await ServedEngine.with(store) { engine in
                    _ = try await engine.client.createContainer(definition, name: "other")
                    _ = try await Self.check(in: directory, on: engine)
                }
            }
            #expect(error == .nameTaken("shop-prod-check", directory: "/elsewhere"))
            #expect(store.containerNames == ["other"])
        }
    }
}
