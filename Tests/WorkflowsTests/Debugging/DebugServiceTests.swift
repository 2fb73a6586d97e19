import ComposeLoader
import ComposeModel
import Convergence
import EngineAPI
import EngineClient
import EngineServer
import Operations
import Reconciliation
import SessionEvents
import TestSupport
import Testing

@testable import Workflows

/// A service gets under a debugger and back, at an engine in memory.
@Suite(.timeLimit(.minutes(5))) struct DebugServiceTests {
    private static let shop = """
        services:
          web: {image: web, command: [uvicorn, "app:app", --reload], volumes: ["./app:/srv/app"]}
          db: {image: db}
        """

    /// An engine at which debuggers listen, and whose cache is filled.
    private static func store() -> ScriptedStore {
        let store = ScriptedStore(images: ["web", "db"])
        store.script("web") { script in
            script.exec = { request in
                guard request.command.first == "cat" else { return .exits(1) }
                // 5678 and 9229.
                return .exits(0, output: "head\n 0: 00000000:162E 0 0A\n 1: 00000000:240D 0 0A\n")
            }
        }
        store.script("shop-web-debugpy") { $0.files = ["/opt/engarde/debugpy/current": ""] }
        return store
    }

    private static func up(_ fixture: DebuggingFixture) async throws {
        var options = UpRun.Options(
            Up.Options(reconciliation: ReconciliationOptions(toolVersion: "test")),
            then: .detached(showsTimeline: false)
        )
        options.requests = nil
        let end = try await UpRun(fixture.session, options: options).run(until: .none)
        #expect(end == .done)
        fixture.store.forgetCalls()
    }

    private static func debug(
        _ fixture: DebuggingFixture,
        _ change: (inout DebugService.Options) -> Void = { _ in }
    ) async throws -> DebugService {
        var options = DebugService.Options(of: "web")
        change(&options)
        return try await DebugService(fixture.context(), fixture.session, options: options)
    }

    private static func run(
        _ fixture: DebuggingFixture,
        _ change: (inout DebugService.Options) -> Void = { _ in }
    ) async throws -> DebugService {
        let workflow = try await debug(fixture, change)
        let end = try await workflow.run(in: fixture.context())
        #expect(end == .done)
        return workflow
    }

    private static func command(_ fixture: DebuggingFixture) async throws -> [String]? {
        try await fixture.client.client.inspectContainer("shop-web-1").config.cmd
    }

    @Test func onlyTheServiceIsMadeAnewUnderTheDebugger() async throws {
        try await DebuggingFixture.run(Self.shop, on: Self.store()) { fixture in
            try await Self.up(fixture)
            let workflow = try await Self.run(fixture)
            let port = try #require(workflow.result.port)
            let found = try await fixture.client.client.inspectContainer("shop-web-1")
            #expect(
                found.config.cmd == [
                    "python3", "-m", "debugpy", "--listen", "0.0.0.0:5678", "-m", "uvicorn", "app:app", "--reload",
                ]
            )
            #expect(found.config.variable("PYTHONPATH") == "/opt/engarde/debugpy/current")
            #expect(found.hostConfig.portBindings.bindings.values.joined().map(\.hostPort) == ["\(port)"])
            #expect(fixture.store.starts(of: "shop-db-1") == 1)
            let text = try #require(fixture.file(".vscode/launch.json"))
            #expect(text.contains("\"port\": \(port)"))
        }
    }

    @Test func theSecondTimeNothingIsMadeAnew() async throws {
        try await DebuggingFixture.run(Self.shop, on: Self.store()) { fixture in
            try await Self.up(fixture)
            let first = try await Self.run(fixture)
            let text = fixture.file(".vscode/launch.json")
            fixture.store.forgetCalls()
            let second = try await Self.run(fixture)
            #expect(second.result == first.result)
            #expect(fixture.file(".vscode/launch.json") == text)
            #expect(!fixture.store.calls(.createContainer).contains { $0.contains("shop-web-1") })
        }
    }

    @Test func offPutsItBackAndLeavesNoFile() async throws {
        try await DebuggingFixture.run(Self.shop, on: Self.store()) { fixture in
            try await Self.up(fixture)
            _ = try await Self.run(fixture)
            let back = try await Self.run(fixture) { $0.isOff = true }
            #expect(back.result.port == nil)
            let command = try await Self.command(fixture)
            #expect(command == ["uvicorn", "app:app", "--reload"])
            #expect(fixture.file(".vscode/launch.json") == nil)
        }
    }

    @Test func thePlanOfUpGoesBackToTheFiles() async throws {
        try await DebuggingFixture.run(Self.shop, on: Self.store()) { fixture in
            try await Self.up(fixture)
            _ = try await Self.run(fixture)
            try await Self.up(fixture)
            let command = try await Self.command(fixture)
            #expect(command == ["uvicorn", "app:app", "--reload"])
        }
    }

    @Test func theStepsAreShownAndNothingIsDone() async throws {
        try await DebuggingFixture.run(Self.shop, on: Self.store()) { fixture in
            try await Self.up(fixture)
            let steps = try await Self.debug(fixture).steps()
            #expect(steps.map(\.isCleanup) == [false, false, false, false, true])
            #expect(steps[1].command == .own(arguments: ["up", "-d", "--no-deps", "web"]))
            #expect(steps[3].command == .other(words: ["code", "\(fixture.directory)/.vscode/launch.json"]))
            #expect(fixture.store.calls(.createContainer, .startContainer, .createVolume) == [])
            #expect(fixture.file(".vscode/launch.json") == nil)
        }
    }

    @Test func aFileOfTheEditorsThatIsNoneIsSaidBeforeAnythingIsDone() async throws {
        try await DebuggingFixture.run(Self.shop, on: Self.store()) { fixture in
            try await Self.up(fixture)
            try fixture.write("{ oops", to: ".vscode/launch.json")
            let error = await #expect(throws: JSONCError.self) { try await Self.debug(fixture) }
            #expect(error?.line == 1)
            #expect(fixture.store.calls(.createContainer, .startContainer) == [])
            #expect(fixture.file(".vscode/launch.json") == "{ oops")
        }
    }

    @Test func whatIsNotKnownIsSaid() async throws {
        let text = "services: {web: {image: web, command: ./start}}"
        try await DebuggingFixture.run(text, on: Self.store()) { fixture in
            try await Self.up(fixture)
            let error = await #expect(throws: DebugError.self) { try await Self.debug(fixture) }
            #expect(error == .languageUnknown("web", []))
        }
    }

    @Test func aServiceThatWasNeverBuiltIsSaid() async throws {
        try await DebuggingFixture.run(Self.shop, on: ScriptedStore(images: ["db"])) { fixture in
            let error = await #expect(throws: DebugError.self) { try await Self.debug(fixture) }
            #expect(error == .imageMissing("web", "web"))
        }
    }

    @Test func oneThatEndsAtOnceIsSaid() async throws {
        let store = Self.store()
        try await DebuggingFixture.run(Self.shop, on: store) { fixture in
            try await Self.up(fixture)
            store.script("web") { $0.fates = [[.exits(3)]] }
            let workflow = try await Self.debug(fixture)
            let error = await #expect(throws: DebugError.self) { try await workflow.run(in: fixture.context()) }
            #expect(error == .ended("web", exitCode: 3))
        }
    }

    @Test func whereThePortIsTakenMeanwhileItIsTheNext() async throws {
        let store = Self.store()
        try await DebuggingFixture.run(Self.shop, on: store) { fixture in
            try await Self.up(fixture)
            let workflow = try await Self.debug(fixture)
            let first = try #require(workflow.result.port)
            let error = "Bind for 127.0.0.1:\(first) failed: port is already allocated"
            store.fail(.startContainer, on: "shop-web-1", with: .system(error), times: 1)
            let end = try await workflow.run(in: fixture.context())
            #expect(end == .done)
            let port = try #require(workflow.result.port)
            #expect(port > first)
            let found = try await fixture.client.client.inspectContainer("shop-web-1")
            #expect(found.hostConfig.portBindings.bindings.values.joined().map(\.hostPort) == ["\(port)"])
            #expect(fixture.file(".vscode/launch.json")?.contains("\"port\": \(port)") == true)
        }
    }

    @Test func aPortThatWasNamedIsNoOther() async throws {
        let store = Self.store()
        try await DebuggingFixture.run(Self.shop, on: store) { fixture in
            try await Self.up(fixture)
            let probe = try await Self.debug(fixture)
            let free = try #require(probe.result.port)
            let workflow = try await Self.debug(fixture) { $0.port = free }
            let error = "Bind for 127.0.0.1:\(free) failed: port is already allocated"
            store.fail(.startContainer, on: "shop-web-1", with: .system(error))
            await #expect(throws: ConvergenceError.self) { try await workflow.run(in: fixture.context()) }
            #expect(workflow.result.port == free)
        }
    }

    @Test func nodeGetsItsInspector() async throws {
        let store = Self.store()
        store.script("shop-web-node-inspector") { $0.files = ["/opt/engarde/node-inspector/current": ""] }
        try await DebuggingFixture.run("services: {web: {image: web, command: npm run dev}}", on: store) { fixture in
            try await Self.up(fixture)
            _ = try await Self.run(fixture)
            let config = try await fixture.client.client.inspectContainer("shop-web-1").config
            #expect(config.cmd == ["npm", "run", "dev"])
            #expect(config.variable("NODE_OPTIONS") == "--require=/opt/engarde/node-inspector/current/inspect.cjs")
        }
    }

    @Test func aDebuggerThatCannotBeInstalledLeavesTheServiceAlone() async throws {
        let store = Self.store()
        store.script("shop-web-debugpy") { script in
            script.files = [:]
            script.main = .exits(1, errors: "No module named pip\n")
        }
        try await DebuggingFixture.run(Self.shop, on: store) { fixture in
            try await Self.up(fixture)
            let workflow = try await Self.debug(fixture)
            let error = await #expect(throws: ToolInstallationError.self) {
                try await workflow.run(in: fixture.context())
            }
            #expect(error?.lines == ["No module named pip"])
            let command = try await Self.command(fixture)
            #expect(command == ["uvicorn", "app:app", "--reload"])
            #expect(store.identifier(of: "shop-web-debugpy") == nil)
        }
    }
}
