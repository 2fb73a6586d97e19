import ComposeModel
import EngineAPI
import EngineClient
package import Operations
package import Reconciliation
import SessionEvents
import Synchronization

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Runs tests in a project of their own: what they need is brought up, they run, their reports are copied out, all is removed.
///
/// - Shape: ``takeProject()`` comes before the steps are taken; without it nothing is removed.
package struct TestRun: Workflow {
    private let session: ProjectSession
    private let project: TestProject
    private let options: Options
    private let console: WorkflowContext.ConsoleSource
    private let container: TestContainer
    private let slug = OneOff.randomSlug()
    private let course = Course()

    /// How tests are run.
    package struct Options: Sendable {
        /// What is added to the tests' command.
        package var arguments: [String] = []
        /// When images are built; `nil` builds unless the tests' source is mounted.
        package var building: ImageReconciler.Building?
        /// Whether everything stays as it is in the end.
        package var keepsProject = false
        /// The directory that reports are copied to, relative to the project's; `nil` is what the files say.
        package var out: String?

        /// Creates options with the defaults of `test`.
        package init() {}
    }

    /// What later steps need to know of earlier ones.
    private final class Course: Sendable {
        private let state = Mutex<State>(State())

        struct State {
            var ownsProject = false
            var reports = TestReports(TestSettings())
            var hasRun = false
            var hasPassed = false
        }

        var value: State { state.withLock { $0 } }

        func change(_ body: (inout State) -> Void) { state.withLock { body(&$0) } }
    }

    /// Creates the workflow in a session with the tests' project.
    ///
    /// - Parameter context: connects the tests with the caller.
    package init(_ session: ProjectSession, _ project: TestProject, options: Options, in context: WorkflowContext) {
        self.session = session
        self.project = project
        self.options = options
        console = context.console
        container = TestContainer(
            service: project.choice.service,
            settings: project.choice.settings,
            line: project.choice.line,
            arguments: options.arguments
        )
    }

    /// Makes sure that nothing in the tests' project is somebody else's, before any step is taken.
    ///
    /// - Throws: `TestFailure`, `EngineError`, `CancellationError`.
    package func takeProject() async throws {
        try await TestGuard(session).take()
        course.change { $0.ownsProject = true }
    }

    /// The steps; what the tests leave behind is copied, and the project removed, also when they failed.
    package func steps() async throws -> [WorkflowStep] {
        var steps: [WorkflowStep] = []
        if let buildStep { steps.append(buildStep) }
        steps.append(testStep)
        if let copyStep { steps.append(copyStep) }
        if !options.keepsProject { steps.append(removalStep) }
        return steps
    }

    private var service: Service { container.service }

    private var building: ImageReconciler.Building {
        options.building ?? (container.mountsSource ? .whenMissing : .always)
    }

    /// The name of the tests' container.
    private var containerName: String {
        OneOff(of: service, slug: slug).containerName(in: session.project)
    }

    private var buildStep: WorkflowStep? {
        guard building == .always, service.build != nil else { return nil }
        let words = project.words + ["build", "--with-dependencies", service.name.rawValue]
        return WorkflowStep(.own(arguments: words), for: "the tests run what the files hold now") {
            let overrides = BuildOverrides(toolVersion: session.toolVersion)
            try await Build(
                session,
                services: [service.name],
                includesDependencies: true,
                overrides: overrides
            )
            .run()
        }
    }

    private var testStep: WorkflowStep {
        var shown = container.line
        if var line = shown {
            _ = TestReports(container.settings, addingTo: &line)
            line.append(container.arguments)
            shown = line
        }
        let words =
            project.words + ["run", "-T", "--name", containerName, service.name.rawValue]
            + (shown?.words ?? container.arguments)
        return WorkflowStep(
            .own(arguments: words),
            for: "the tests, beside what runs otherwise, with what they need",
            until: { try await runTests(until: $0) }
        )
    }

    private func runTests(until interrupts: Interrupts) async throws -> OperationEnd {
        let (oneOff, reports) = try await container.oneOff(in: session, named: slug)
        var reconciliation = ReconciliationOptions(toolVersion: session.toolVersion)
        reconciliation.orphans = .ignore
        var up = Up.Options(reconciliation: reconciliation)
        // What was to be built anew has been.
        up.building = building == .never ? .never : .whenMissing
        let run = Run(session, options: Run.Options(oneOff, up))
        guard let made = try await run.prepare(until: interrupts) else { return .interrupted }
        course.change { state in
            state.hasRun = true
            state.reports = reports
        }
        // 10 seconds are the engine's own default.
        let gracePeriod = service.stopGracePeriod ?? .seconds(10)
        let wishes = TestInterrupts(interrupts, gracePeriod: gracePeriod, on: session.clock)
        let code = try await console(false) { console in
            try await made.run(on: console, detachKeys: .standard, forwarding: wishes.signals)
        }
        course.change { $0.hasPassed = code == 0 }
        return wishes.wereAskedFor ? .interrupted : .exited(code: code)
    }

    private var out: String { options.out ?? container.settings.out ?? "test-results" }

    private var outPath: String { out.hasPrefix("/") ? out : "\(session.project.workingDirectory)/\(out)" }

    private var copyStep: WorkflowStep? {
        var reports = TestReports(container.settings)
        if var line = container.line { reports = TestReports(container.settings, addingTo: &line) }
        // What the image's own command leaves behind is known when there is an image.
        guard !reports.files.isEmpty || container.line == nil else { return nil }
        let paths = reports.files.map { "\(containerName):\($0.path)" }
        let words = ["docker", "cp", paths.first ?? "\(containerName):/tmp/engarde", out]
        let more = paths.count > 1 ? ", and the other reports" : ""
        return WorkflowStep(.other(words: words), for: "what the tests leave behind\(more)", isCleanup: true) {
            let state = course.value
            guard state.hasRun else { return }
            for file in state.reports.files { try await copy(file, hasPassed: state.hasPassed) }
        }
    }

    private func copy(_ file: TestReports.File, hasPassed: Bool) async throws {
        do {
            try FileManager.default.createDirectory(atPath: outPath, withIntermediateDirectories: true)
        } catch {
            throw TestFailure.directoryUnusable(path: out, reason: "\(error)")
        }
        var copying = Copy.Options(workingDirectory: session.project.workingDirectory)
        copying.includesOneOffs = true
        let copy = try Copy(
            session.session,
            from: .service(service.name, path: file.path),
            to: .local("\(outPath)/"),
            options: copying
        )
        do {
            try await copy.run(Copy.Streams(input: { nil }, output: nil))
        } catch EngineError.notFound {
            let failure = TestFailure.fileMissing(path: file.path, container: containerName)
            // Tests that failed are what counts, and those that were not even begun write no report.
            if hasPassed, file.isRequired { throw failure }
            for diagnostic in failure.diagnostics { session.events.emit(.warning(diagnostic)) }
        }
    }

    private var removalStep: WorkflowStep {
        let words = project.words + ["down", "-v", "--remove-orphans", "-t", "0"]
        return WorkflowStep(.own(arguments: words), for: "nothing of the tests stays", isCleanup: true) {
            // What somebody else has under the name is left alone.
            guard course.value.ownsProject else { return }
            var teardown = TeardownOptions()
            teardown.removesVolumes = true
            teardown.removesOrphans = true
            teardown.stopTimeout = .zero
            try await Down(session.session, options: teardown).run()
        }
    }
}
