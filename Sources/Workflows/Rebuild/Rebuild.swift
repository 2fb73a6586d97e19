package import ComposeModel
package import Operations
import Reconciliation
import SessionEvents

/// Builds the images of a few services and replaces what runs them; nothing that they depend on is made anew.
package struct Rebuild: Workflow {
    private let context: WorkflowContext
    private let session: ProjectSession
    private let options: Options

    /// What is rebuilt, and how.
    package struct Options: Sendable, Hashable {
        /// The services.
        package var services: [ServiceName]
        /// Whether every step is built again.
        package var withoutCache = false
        /// Whether builds start from the newest base images.
        package var pullsBaseImages = false
        /// Whether it waits until the services are ready.
        package var waits = false
        /// Whether their output is shown in the end, until the user asks to stop.
        package var follows = false

        /// Creates options that use the cache.
        package init(services: [ServiceName]) { self.services = services }
    }

    /// How many of the last lines are shown before new ones.
    private static let shownLines = 20

    /// Creates the workflow.
    ///
    /// - Throws: ``NothingToRebuild`` for a service whose image is not built.
    package init(_ context: WorkflowContext, _ session: ProjectSession, options: Options) throws {
        for service in options.services where session.project.definition(of: service)?.build == nil {
            throw NothingToRebuild(service: service)
        }
        self.context = context
        self.session = session
        self.options = options
    }

    /// Builds, starts what is needed and does not run, and replaces.
    ///
    /// - Throws: `EngineError`, `CancellationError`.
    package func steps() async throws -> [WorkflowStep] {
        let containers = try await ServiceContainers(in: session.session)
        let scope = ReplacedServices(
            options.services,
            runningAnyOf: Set(options.services.compactMap { session.project.definition(of: $0)?.image }),
            in: session.project,
            present: containers.present,
            running: containers.running
        )
        let replacement = ServiceReplacement(
            services: scope.replaced,
            waits: options.waits,
            context: context,
            session: session
        )
        var steps = [buildStep]
        if !scope.started.isEmpty { steps.append(replacement.start(scope.started)) }
        steps.append(replacement.step(for: "what runs the image is replaced if that changed"))
        if options.follows { steps.append(logStep) }
        return steps
    }

    private var buildStep: WorkflowStep {
        let flags = (options.withoutCache ? ["--no-cache"] : []) + (options.pullsBaseImages ? ["--pull"] : [])
        let command = ["build"] + flags + options.services.map(\.rawValue)
        return WorkflowStep(.own(arguments: command), for: "its files have changed") {
            var overrides = BuildOverrides(toolVersion: context.request.toolVersion)
            overrides.withoutCache = options.withoutCache
            overrides.pullsBaseImages = options.pullsBaseImages
            try await Build(session, services: options.services, overrides: overrides).run()
        }
    }

    private var logStep: WorkflowStep {
        let command = ["logs", "-f", "--tail", "\(Self.shownLines)"] + options.services.map(\.rawValue)
        return WorkflowStep(.own(arguments: command), for: "to see what it writes") {
            var shown = Logs.Options()
            shown.services = Set(options.services)
            shown.follows = true
            shown.tail = Self.shownLines
            try await Logs(session.session, options: shown).run()
        }
    }
}
