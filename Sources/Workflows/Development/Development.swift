import ComposeLoader
import ComposeModel
package import Operations
import OrderedCollections
package import Reconciliation
import SessionEvents

/// Brings up what one works on, from source and watched, with what that depends on as it is delivered.
package struct Development: Workflow {
    private let session: ProjectSession
    private let project: DevelopmentProject
    private let options: Options
    private let confirmation: (any Confirmation)?

    /// How it is brought up.
    package struct Options: Sendable {
        /// When images are built.
        package var building = ImageReconciler.Building.whenMissing
        /// Whether what the services depend on is brought up, too.
        package var includesDependencies = true
        /// What leaves a watcher behind; `nil` stays and shows output.
        package var background: (any WatcherLauncher)?
        /// Whether it returns once services are ready.
        package var isDetached = false
        /// What is asked for while it stays; `nil` if nobody asks for anything.
        package var requests: ServiceRequests?

        /// Creates options with the defaults of `dev`.
        package init() {}
    }

    /// Creates the workflow in a session with the project.
    ///
    /// - Parameter confirmation: who is asked before data is lost; without anybody, nothing is lost.
    package init(
        _ session: ProjectSession,
        _ project: DevelopmentProject,
        options: Options,
        confirmation: (any Confirmation)? = nil
    ) {
        self.session = session
        self.project = project
        self.options = options
        self.confirmation = confirmation
    }

    /// First what runs as it is delivered, where there is anything, then what is worked on.
    ///
    /// - Throws: `ReconciliationError`, `DevelopmentLoopError` for rules that make no sense.
    package func steps() async throws -> [WorkflowStep] {
        let mix = project.mix
        var steps: [WorkflowStep] = []
        if !mix.fromProduction.isEmpty {
            let needed = mix.fromProduction + mix.asTheyAre
            let run = try UpRun(
                session,
                options: UpRun.Options(up(needed, orphans: .ignore), then: .detached(showsTimeline: false)),
                confirmation: confirmation
            )
            steps.append(
                WorkflowStep(
                    .own(arguments: ["up", "-d"] + buildWords + needed.map(\.rawValue)),
                    for: "what is needed, from its production target",
                    until: { try await run.run(until: $0) }
                )
            )
        }
        let run = try UpRun(session, options: try staying, confirmation: confirmation)
        steps.append(
            WorkflowStep(.own(arguments: words), for: mix.summary, until: { try await run.run(until: $0) })
        )
        return steps
    }

    private var buildWords: [String] { options.building == .always ? ["--build"] : [] }

    /// The services that are named to the operations; empty is all.
    private var named: [ServiceName] { project.request.load.services.map { ServiceName($0) } }

    private var words: [String] {
        let brings = options.includesDependencies && project.mix.fromProduction.isEmpty
        return project.developmentWords + ["up"] + (options.isDetached ? ["-d"] : [])
            + (project.isWatched ? ["--watch"] : []) + buildWords + (brings ? [] : ["--no-deps"])
            + named.map(\.rawValue)
    }

    private func up(_ services: [ServiceName], orphans: ReconciliationOptions.Orphans) -> Up.Options {
        var reconciliation = ReconciliationOptions(toolVersion: session.toolVersion)
        reconciliation.services = services
        reconciliation.includesDependencies = options.includesDependencies
        reconciliation.orphans = orphans
        var up = Up.Options(reconciliation: reconciliation)
        up.building = options.building
        return up
    }

    private var staying: UpRun.Options {
        get throws {
            let brought = up(named, orphans: .report)
            var run = UpRun.Options(brought, then: try stay())
            run.requests = options.requests
            return run
        }
    }

    private func stay() throws -> UpRun.Stay {
        if options.isDetached {
            guard project.isWatched, let background = options.background else { return .detached(showsTimeline: true) }
            return .leavingWatcher(background)
        }
        let shown = try ServiceSelection(named, of: session.project, includingDependencies: false)
        let attachment = UpRun.Attachment(
            services: Set(shown.services.filter { $0.attach ?? true }.map(\.name))
        )
        return project.isWatched ? .watching(attachment) : .attached(attachment)
    }
}
