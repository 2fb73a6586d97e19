import ComposeLoader
import ComposeModel
import Diagnostics
import EngineAPI
import OrderedCollections
import TestSupport
import Testing

@testable import Workflows

/// What a service under a debugger differs in, and that nothing else does.
@Suite struct DebugSettingsTests {
    private static let shop = """
        services:
          web: {image: web, command: [uvicorn, "app:app", --reload], ports: ["8000:8000"], scale: 2}
          db: {image: db}
        """

    private func applied(
        _ text: String = DebugSettingsTests.shop,
        image: ContainerConfig = ContainerConfig(),
        _ change: (inout DebugSettings) -> Void = { _ in }
    ) throws -> Project {
        var settings = DebugSettings(service: "web", language: .python, containerPort: 5678)
        settings.hostPort = 5679
        change(&settings)
        return try settings.applied(to: try LoadedProject.shop(text).project, image: image)
    }

    @Test func pythonRunsUnderDebugpyWithItsReload() throws {
        let web = try applied { $0.cache = ToolCache(of: .debugpy, for: "amd64") }.services["web"]
        #expect(
            web?.command == [
                "python3", "-m", "debugpy", "--listen", "0.0.0.0:5678", "-m", "uvicorn", "app:app", "--reload",
            ]
        )
        #expect(web?.environment["PYTHONPATH"] == "/opt/engarde/debugpy/current")
        #expect(web?.ports.map(\.target) == [8000, 5678])
        #expect(web?.ports.last?.published == PortMapping.PortRange(5679) && web?.ports.last?.hostIP == "127.0.0.1")
        #expect(web?.scale == 1)
        #expect(web?.mounts.map(\.target) == ["/opt/engarde/debugpy"] && web?.mounts.first?.readOnly == true)
    }

    @Test func onlyTheServiceAndTheCachesVolumeDiffer() throws {
        let before = try LoadedProject.shop(Self.shop).project
        var after = try applied { $0.cache = ToolCache(of: .debugpy, for: "amd64") }
        #expect(after.volumes["engarde-debugpy"]?.isExternal == true)
        after.volumes = before.volumes
        after.services["web"] = before.services["web"]
        #expect(after == before)
    }

    @Test func itMayWaitForTheClient() throws {
        let web = try applied { $0.waitsForClient = true }.services["web"]
        #expect(web?.command?.contains("--wait-for-client") == true)
        #expect(web?.mounts.isEmpty == true && web?.environment["PYTHONPATH"] == nil)
    }

    @Test func anEntrypointThatIsAScriptStays() throws {
        var image = ContainerConfig()
        image.entrypoint = ["/app/start"]
        image.cmd = ["python", "-m", "app"]
        let web = try applied("services: {web: {image: web}}", image: image).services["web"]
        #expect(web?.entrypoint == nil)
        #expect(web?.command == ["python", "-m", "debugpy", "--listen", "0.0.0.0:5678", "-m", "app"])
    }

    @Test func anEntrypointThatIsTheProgramIsReplaced() throws {
        var image = ContainerConfig()
        image.entrypoint = ["python"]
        let web = try applied("services: {web: {image: web, command: [app.py]}}", image: image).services["web"]
        #expect(web?.entrypoint == [])
        #expect(web?.command == ["python", "-m", "debugpy", "--listen", "0.0.0.0:5678", "app.py"])
    }

    @Test func gunicornLetsWorkersStandAtABreakpoint() throws {
        let text = "services: {web: {image: web, command: gunicorn app}}"
        #expect(try applied(text).services["web"]?.environment["GUNICORN_CMD_ARGS"] == "--timeout 0")
        let own = "services: {web: {image: web, command: gunicorn app, environment: {GUNICORN_CMD_ARGS: '-t 5'}}}"
        #expect(try applied(own).services["web"]?.environment["GUNICORN_CMD_ARGS"] == "-t 5")
    }

    @Test func nodeGetsTheInspectorByItsOptions() throws {
        let text = "services: {web: {image: web, command: npm run dev, environment: {NODE_OPTIONS: --no-warnings}}}"
        let web = try applied(text) { settings in
            settings.language = .node
            settings.containerPort = 9229
            settings.cache = ToolCache(of: .nodeInspector, for: "amd64")
        }
        .services["web"]
        #expect(web?.command == ["npm", "run", "dev"])
        #expect(
            web?.environment["NODE_OPTIONS"]
                == "--no-warnings --require=/opt/engarde/node-inspector/current/inspect.cjs"
        )
        #expect(web?.environment["ENGARDE_INSPECTOR"] == "0.0.0.0:9229")
    }

    @Test func withTheHostsNetworkNothingIsPublished() throws {
        let text = "services: {web: {image: web, command: flask run, network_mode: host}}"
        let web = try applied(text) { $0.hostPort = nil }.services["web"]
        #expect(web?.ports.isEmpty == true)
        #expect(web?.command?.contains("127.0.0.1:5678") == true)
    }

    @Test func whatTheFilesSayOfTheCommandCounts() throws {
        let text = "services: {web: {image: web, command: ./start}}"
        let web = try applied(text) { $0.command = ["python", "x.py"] }.services["web"]
        #expect(web?.command == ["python", "x.py"])
        let error = #expect(throws: DebugError.self) { try applied(text) }
        #expect(error?.diagnostics.first?.code == .debuggerUnknown)
        #expect(
            error?.diagnostics.first?.message == "it is not known how to start service 'web' under debugpy: ./start"
        )
    }
}
