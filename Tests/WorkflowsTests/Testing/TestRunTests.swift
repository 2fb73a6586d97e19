import ComposeLoader
import ComposeModel
import Diagnostics
import EngineAPI
import EngineClient
import Foundation
import Operations
import Reconciliation
import SessionEvents
import Synchronization
import SystemPackage
import TestSupport
import Testing

@testable import Workflows

/// Tests in a project of their own, against an engine in memory.
@Suite(.timeLimit(.minutes(5))) struct TestRunTests {
    private static let text = """
        services:
          db: {image: db, networks: [inner], volumes: ["data:/data"]}
          api: {image: api, command: pytest -v, networks: [inner], depends_on: [db]}
        networks: {inner: {}}
        volumes: {data: {}}
        """

    /// What the tests wrote.
    private final class Written: Sendable {
        private let state = Mutex("")

        var text: String { state.withLock { $0 } }

        func add(_ bytes: [UInt8]) {
            let more = String(decoding: bytes, as: UTF8.self)
            state.withLock { $0 += more }
        }
    }

    private let events = RecordedEvents()
    private let written = Written()

    private func session(_ loaded: LoadedProject, _ client: EngineClient, _ state: FilePath) -> ProjectSession {
        var session = Session(
            of: loaded.project.name,
            loaded: loaded,
            client: client,
            events: events,
            toolVersion: "test"
        )
        session.folder = ProjectFolder(path: state.string)
        return ProjectSession(session, loaded)
    }

    private func context(_ request: SessionRequest, _ interrupts: Interrupts) -> WorkflowContext {
        let written = written
        return WorkflowContext(request: request, events: events, interrupts: interrupts) { _, body in
            let (sizes, noSizes) = AsyncStream<TerminalSize>.makeStream()
            noSizes.finish()
            let (input, noInput) = AsyncStream<[UInt8]>.makeStream()
            noInput.finish()
            return try await body(Console(input: input, sizes: sizes) { bytes, _ in written.add(bytes) })
        }
    }

    /// Runs the tests of a project.
    private func run(
        _ text: String = Self.text,
        on store: ScriptedStore,
        in directory: FilePath,
        until interrupts: Interrupts = .none,
        _ change: (inout TestRun.Options) -> Void = { _ in }
    ) async throws -> OperationEnd {
        let loaded = TestIsolation(try .shop(text)).loaded
        let request = SessionRequest(
            "test",
            load: LoadRequest(workingDirectory: "/shop"),
            homeDirectory: directory.string,
            toolVersion: "test",
            clock: ContinuousClock(),
            wallClock: .system
        )
        let choice = try TestChoice(nil, of: loaded, InMemoryProjectFiles([:]))
        let project = TestProject(choice: choice, loaded: loaded, words: ["-p", "shop"], request: request)
        var options = TestRun.Options()
        options.out = directory.appending("out").string
        change(&options)
        let chosen = options
        return try await ServedEngine.with(store) { engine in
            let context = context(request, interrupts)
            let session = session(loaded, engine.client, directory.appending("state"))
            let tests = TestRun(session, project, options: chosen, in: context)
            try await tests.takeProject()
            return try await tests.run(in: context)
        }
    }

    private func store(_ process: ScriptedProcess, files: [String: String] = [:]) -> ScriptedStore {
        let store = ScriptedStore(images: ["db", "api"])
        store.script("api") { script in
            script.main = process
            script.files = files
        }
        return store
    }

    @Test(arguments: [0, 3]) func theCodeIsThatOfTheTestsAndNothingStays(code: Int) async throws {
        try await withTemporaryDirectory { directory in
            let store = store(
                .exits(code, output: "2 tests\n"),
                files: ["/tmp/engarde/junit.xml": "<testsuites/>"]
            )
            let end = try await run(on: store, in: directory)
            #expect(end == (code == 0 ? .done : .exited(code: code)))
            #expect(written.text == "2 tests\n")
            let report = directory.appending("out/junit.xml").string
            #expect(try String(contentsOfFile: report, encoding: .utf8) == "<testsuites/>")
            #expect(store.containerNames.isEmpty && store.networkNames.allSatisfy { !$0.hasPrefix("shop") })
            #expect(store.volumeNames.isEmpty)
        }
    }

    @Test func theStepsAreWhatOneWouldType() async throws {
        try await withTemporaryDirectory { directory in
            _ = try await run(on: store(.exits(0)), in: directory) { $0.arguments = ["-k", "users"] }
            let steps = events.all.compactMap { event -> StepCommand? in
                if case .workflowStepBegan(_, let command, _) = event.action { command } else { nil }
            }
            #expect(steps.count == 3)
            guard case .own(let words)? = steps.first else {
                Issue.record("\(steps)")
                return
            }
            #expect(words.prefix(4) == ["-p", "shop", "run", "-T"])
            #expect(
                words.suffix(6) == ["api", "pytest", "-v", "--junitxml=/tmp/engarde/junit.xml", "-k", "users"]
            )
            #expect(steps.last == .own(arguments: ["-p", "shop", "down", "-v", "--remove-orphans", "-t", "0"]))
        }
    }

    @Test func whatTestsThatFailedLackIsNoFurtherError() async throws {
        let text = Self.text.replacing(
            "services:\n",
            with: "x-engarde: {test: {junit: /app/junit.xml}}\nservices:\n"
        )
        try await withTemporaryDirectory { directory in
            let store = store(.exits(1))
            let end = try await run(text, on: store, in: directory)
            #expect(end == .exited(code: 1))
            #expect(events.warnings.contains { $0.contains("there is no '/app/junit.xml'") })
            #expect(store.containerNames.isEmpty)
        }
    }

    @Test func whatTestsThatPassedLackIsAnError() async throws {
        let text = Self.text.replacing(
            "services:\n",
            with: "x-engarde: {test: {junit: /app/junit.xml}}\nservices:\n"
        )
        try await withTemporaryDirectory { directory in
            let store = store(.exits(0))
            await #expect(throws: TestFailure.self) { _ = try await run(text, on: store, in: directory) }
            #expect(store.containerNames.isEmpty)
        }
    }

    @Test func everythingStaysIfItIsToAndIsTheTestsAgain() async throws {
        try await withTemporaryDirectory { directory in
            let store = store(.exits(0))
            _ = try await run(on: store, in: directory) { $0.keepsProject = true }
            #expect(store.containerNames.count == 2)
            #expect(try await run(on: store, in: directory) == .done)
            #expect(store.containerNames.isEmpty)
        }
    }

    /// Somebody's own project has the name: nothing of it is removed.
    @Test func nothingOfSomebodyElseIsTakenOver() async throws {
        try await withTemporaryDirectory { directory in
            let store = store(.exits(0))
            let loaded = try LoadedProject.shop(Self.text)
            try await ServedEngine.with(store) { engine in
                let options = Up.Options(reconciliation: ReconciliationOptions(toolVersion: "test"))
                _ = try await Up(session(loaded, engine.client, directory.appending("other")), options: options).run()
            }
            let before = store.containerNames
            await #expect(throws: TestFailure.self) { _ = try await run(on: store, in: directory) }
            #expect(store.containerNames == before && store.volumeNames == ["shop_data"])
        }
    }

    @Test func aWishToStopInterruptsTheTestsAndNothingStays() async throws {
        try await withTemporaryDirectory { directory in
            let begun = Written()
            let store = store(
                .answers { happening in
                    if happening == .begins { begun.add(Array("begun".utf8)) }
                    return []
                }
            )
            let interrupts = Interrupts {
                while begun.text.isEmpty, !Task.isCancelled { try? await Task.sleep(for: .milliseconds(5)) }
                return !Task.isCancelled
            }
            let end = try await run(on: store, in: directory, until: interrupts)
            #expect(end == .interrupted)
            #expect(store.containerNames.isEmpty)
        }
    }

    @Test func testsThatIgnoreAWishToStopAreKilledAndNothingStays() async throws {
        let text = Self.text.replacing("command: pytest -v", with: "command: pytest -v, stop_grace_period: 50ms")
        try await withTemporaryDirectory { directory in
            let begun = Written()
            let store = store(
                .answers { happening in
                    if happening == .begins { begun.add(Array("begun".utf8)) }
                    return []
                }
            )
            store.script("api") { $0.uponSignal = { _ in [] } }
            let wishes = TestInterruptsTests.Wishes(1)
            let interrupts = Interrupts {
                while begun.text.isEmpty, !Task.isCancelled { try? await Task.sleep(for: .milliseconds(5)) }
                return !Task.isCancelled && wishes.take()
            }
            let end = try await run(text, on: store, in: directory, until: interrupts)
            #expect(end == .interrupted)
            #expect(store.signals == ["SIGINT", "SIGKILL"])
            #expect(store.containerNames.isEmpty)
        }
    }
}
