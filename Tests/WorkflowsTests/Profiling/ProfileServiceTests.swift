import ComposeLoader
import ComposeModel
import Diagnostics
import EngineAPI
import EngineClient
import EngineServer
import Operations
import Reconciliation
import SessionEvents
import TestSupport
import Testing

@testable import Workflows

/// A running service is profiled from outside, at an engine in memory.
@Suite(.timeLimit(.minutes(5))) struct ProfileServiceTests {
    private static let shop = "services: {web: {image: web, command: [python, -m, app]}}"
    private static let svg = "profiles/web-20231114-221320.svg"

    /// An engine whose cache is filled, and at which py-spy records.
    private static func store() -> ScriptedStore {
        let store = ScriptedStore(images: ["web"])
        store.script("shop-web-profile-tools") { $0.files = ["/opt/engarde/py-spy/current": ""] }
        store.script("shop-web-profile") { script in
            script.files = ["/profile": "<svg/>"]
            script.main = .exits(0, output: "py-spy> Wrote flamegraph data\n")
        }
        return store
    }

    private static func up(_ fixture: DebuggingFixture) async throws {
        let options = UpRun.Options(
            Up.Options(reconciliation: ReconciliationOptions(toolVersion: "test")),
            then: .detached(showsTimeline: false)
        )
        let end = try await UpRun(fixture.session, options: options).run(until: .none)
        #expect(end == .done)
        fixture.store.forgetCalls()
    }

    private static func profile(
        _ fixture: DebuggingFixture,
        _ context: WorkflowContext,
        output: String? = nil
    ) async throws -> ProfileService {
        var options = ProfileService.Options(of: "web")
        options.duration = 2
        options.output = output
        return try await ProfileService(context, fixture.session, options: options)
    }

    @Test func aFlameGraphComesHomeAndNothingIsLeft() async throws {
        try await DebuggingFixture.run(Self.shop, on: Self.store()) { fixture in
            try await Self.up(fixture)
            let workflow = try await Self.profile(fixture, fixture.context())
            let end = try await workflow.run(in: fixture.context())
            #expect(end == .done)
            #expect(fixture.file(Self.svg) == "<svg/>")
            #expect(workflow.result.isWritten && workflow.result.path == "\(fixture.directory)/\(Self.svg)")
            #expect(fixture.store.identifier(of: "shop-web-profile") == nil)
            #expect(fixture.store.starts(of: "shop-web-1") == 1)
            #expect(fixture.store.calls(.startContainer) == ["startContainer shop-web-profile"])
        }
    }

    @Test func anEmptyCacheIsFilledFirst() async throws {
        let store = Self.store()
        store.script("shop-web-profile-tools") { script in
            script.files = [:]
            script.main = .exits(0)
        }
        try await DebuggingFixture.run(Self.shop, on: store) { fixture in
            try await Self.up(fixture)
            let workflow = try await Self.profile(fixture, fixture.context())
            let end = try await workflow.run(in: fixture.context())
            #expect(end == .done)
            #expect(
                store.calls(.startContainer) == [
                    "startContainer shop-web-profile-tools", "startContainer shop-web-profile",
                ]
            )
        }
    }

    @Test func anInterruptEndsEarlyAndBringsTheFileHome() async throws {
        let store = Self.store()
        store.script("shop-web-profile") { script in
            script.main = nil
            script.uponSignal = { $0 == "SIGINT" ? [.exits(0)] : [] }
        }
        try await DebuggingFixture.run(Self.shop, on: store) { fixture in
            try await Self.up(fixture)
            let context = fixture.context(OneWish().interrupts)
            let recording = try await Self.profile(fixture, context).steps()[1]
            let home = try await Self.profile(fixture, context).steps()[2]
            let end = try await recording.perform(context.interrupts)
            #expect(end == .done)
            let written = try await home.perform(.none)
            #expect(written == .done)
            #expect(fixture.file(Self.svg) == "<svg/>")
        }
    }

    @Test func whereTracingIsRefusedTheEngineIsNamed() async throws {
        let store = Self.store()
        store.script("shop-web-profile") { script in
            script.main = .exits(
                1,
                errors: "Error: No python processes found in process 1\n\nStack backtrace:\n  0: x\n"
            )
        }
        try await DebuggingFixture.run(Self.shop, on: store) { fixture in
            try await Self.up(fixture)
            let workflow = try await Self.profile(fixture, fixture.context())
            let error = await #expect(throws: ProfilingError.self) { try await workflow.run(in: fixture.context()) }
            let diagnostic = error?.diagnostics.first
            #expect(diagnostic?.code == .tracingRefused)
            #expect(diagnostic?.notes.first?.lines == ["Error: No python processes found in process 1"])
            #expect(fixture.file(Self.svg) == nil && !workflow.result.isWritten)
            #expect(store.identifier(of: "shop-web-profile") == nil)
        }
    }

    @Test func oneThatDoesNothingIsSaid() async throws {
        let store = Self.store()
        store.script("shop-web-profile") { script in
            script.main = .exits(1, errors: "Error: Failed to write flamegraph: No stack counts found\n")
        }
        try await DebuggingFixture.run(Self.shop, on: store) { fixture in
            try await Self.up(fixture)
            let workflow = try await Self.profile(fixture, fixture.context())
            let error = await #expect(throws: ProfilingError.self) { try await workflow.run(in: fixture.context()) }
            #expect(error == .idle("web"))
        }
    }

    @Test func nodeTellsItsProfileOnStandardOutput() async throws {
        let store = ScriptedStore(images: ["web"])
        store.script("web") { $0.exec = { _ in .exits(0, output: #"{"nodes":[]}"#) } }
        try await DebuggingFixture.run("services: {web: {image: web, command: npm start}}", on: store) { fixture in
            try await Self.up(fixture)
            let workflow = try await Self.profile(fixture, fixture.context())
            let end = try await workflow.run(in: fixture.context())
            #expect(end == .done)
            #expect(fixture.file("profiles/web-20231114-221320.cpuprofile") == #"{"nodes":[]}"#)
            #expect(store.executions.first?.env.contains("ENGARDE_INTERVAL=10000") == true)
        }
    }

    @Test func whatNodeDoesNotDoIsSaid() async throws {
        let store = ScriptedStore(images: ["web"])
        store.script("web") { $0.exec = { _ in .exits(4, errors: "process 7 does not open its inspector\n") } }
        try await DebuggingFixture.run("services: {web: {image: web, command: node x.js}}", on: store) { fixture in
            try await Self.up(fixture)
            let workflow = try await Self.profile(fixture, fixture.context())
            let error = await #expect(throws: ProfilingError.self) { try await workflow.run(in: fixture.context()) }
            #expect(
                error?.diagnostics.first?.message
                    == "Node.js could not record a profile of service 'web': process 7 does not open its inspector"
            )
        }
    }

    @Test func aCommandOfTheProjectsOwnRecords() async throws {
        let text = """
            services:
              web:
                image: web
                command: ./start
                x-engarde: {profile: {tool: command, command: [rbspy, record], output: /tmp/p.svg}}
            """
        let store = ScriptedStore(images: ["web"])
        store.script("web") { script in
            script.files = ["/tmp/p.svg": "<svg/>"]
            script.exec = { _ in .exits(0, output: "42\n") }
        }
        try await DebuggingFixture.run(text, on: store) { fixture in
            try await Self.up(fixture)
            let output = "\(fixture.directory)/mine.svg"
            let workflow = try await Self.profile(fixture, fixture.context(), output: output)
            let end = try await workflow.run(in: fixture.context())
            #expect(end == .done)
            #expect(fixture.file("mine.svg") == "<svg/>")
            #expect(store.executions.first?.command.suffix(2) == ["rbspy", "record"])
        }
    }

    @Test func whatIsNotKnownIsSaidWithoutTouchingAnything() async throws {
        let store = ScriptedStore(images: ["web"])
        try await DebuggingFixture.run("services: {web: {image: web, command: ./start}}", on: store) { fixture in
            try await Self.up(fixture)
            let error = await #expect(throws: ProfilingError.self) {
                try await Self.profile(fixture, fixture.context())
            }
            #expect(error == .languageUnknown("web", []))
            #expect(store.calls(.createContainer, .createVolume) == [])
        }
    }

    @Test func oneThatDoesNotRunIsSaid() async throws {
        try await DebuggingFixture.run(Self.shop, on: Self.store()) { fixture in
            await #expect(throws: ContainerChoice.Failure.notRunning("web")) {
                try await Self.profile(fixture, fixture.context())
            }
        }
    }
}
