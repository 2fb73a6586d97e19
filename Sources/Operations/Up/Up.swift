import ComposeLoader
package import ComposeModel
package import Convergence
import EngineAPI
import EngineClient
import OrderedCollections
package import Reconciliation
import SessionEvents

/// Brings services up: images first, then everything else.
package struct Up: Sendable {
    let session: ProjectSession
    var options: Options
    let confirmation: (any Confirmation)?
    let watch: Watch?

    /// What is brought up and how.
    package struct Options: Sendable, Hashable {
        /// How containers are reconciled.
        package var reconciliation: ReconciliationOptions
        /// When images are built.
        package var building = ImageReconciler.Building.whenMissing
        /// When images are pulled; `nil` is each service's own policy.
        package var pulling: ImageReconciler.Pulling?
        /// Whether containers are started, and not only created.
        package var starts = true
        /// Whether questions are answered with yes, unasked: whether a changed volume may be made anew.
        package var assumesYes = false
        /// The services whose output is shown, which is said before anything is started.
        package var attached: Set<ServiceName> = []
        /// How long a container may take to become ready; `nil` is as long as the engine's own verdict takes.
        package var readinessLimit: Duration?
        /// The services whose images are built though they are there, with the reason.
        package var outdatedImages: [ServiceName: String] = [:]

        /// Creates options.
        package init(reconciliation: ReconciliationOptions) {
            self.reconciliation = reconciliation
        }
    }

    /// What bringing up found to do, and how long it took.
    package struct Result: Sendable, Hashable {
        /// The services that were brought up, in dependency order.
        package var services: [ServiceName]
        /// Whether nothing had to be done.
        package var wasUpToDate: Bool
        /// When each container was started and ready.
        package var record: StartupRecord
        /// The time that images took before.
        package var preparation: Duration
    }

    /// Creates the operation.
    ///
    /// - Parameters:
    ///   - watch: what will carry edits into the containers: images that are older than the files of its `rebuild` rules are
    ///     built, and what differs is in the containers before they start.
    ///   - confirmation: who is asked before data is lost; without anybody, nothing is lost.
    package init(
        _ session: ProjectSession,
        options: Options,
        watch: Watch? = nil,
        confirmation: (any Confirmation)? = nil
    ) {
        self.session = session
        self.options = options
        self.options.reconciliation.disclosesValues = session.disclosesValues
        self.watch = watch
        self.confirmation = confirmation
    }

    /// The same operation for a project of which more is known.
    init(_ other: Up, _ session: ProjectSession) {
        self.session = session
        options = other.options
        if let name = options.reconciliation.oneOff?.service.name,
            let known = session.project.definition(of: name), let former = other.session.project.definition(of: name)
        {
            options.reconciliation.oneOff?.takeOverVariables(of: known, since: former)
        }
        confirmation = other.confirmation
        watch = other.watch
    }

    /// What ``run()`` would do.
    package struct Preview: Sendable, Hashable {
        /// The plans that would be carried out, one after the other; all empty when nothing has to be done.
        package var plans: [Plan]
        /// The volumes that differ from what the files say, and that somebody would be asked about.
        package var divergedVolumes: [DivergedVolume]

        /// Creates a preview.
        package init(plans: [Plan], divergedVolumes: [DivergedVolume] = []) {
            self.plans = plans
            self.divergedVolumes = divergedVolumes
        }
    }

    /// All that is decided before anything is done; what is printed and what is carried out both come from here.
    private struct Decision {
        /// What the engine holds.
        var observed: ObservedState
        /// The services whose images are older than the files of their `rebuild` rules, with the path of the rule.
        var outdated: [ServiceName: String]
        /// What makes images available.
        var images: Plan
        /// What was known before that.
        var groundwork: UpGroundwork
        /// With which options containers are planned, the answers to questions included.
        var reconciliation: ReconciliationOptions
        /// Everything else. Which images come out of ``images`` is not known yet: what runs one of them is replaced.
        var outcome: Reconciler.Outcome

        /// Whether there is nothing to do, and nothing to ask.
        var isEmpty: Bool { images.isEmpty && outcome.plan.isEmpty && outcome.keptVolumes.isEmpty }
    }

    /// Looks at the engine, and decides: a list of what it holds is enough to see that nothing is to be done.
    ///
    /// - Parameter agrees: whether a changed volume may be made anew.
    private func decide(_ agrees: (DivergedVolume) async -> Bool) async throws -> Decision {
        // Made while the engine answers.
        async let preparation = UpGroundwork(of: session, options.reconciliation)
        let observed = try await session.observe(briefly: watch == nil)
        let groundwork = try await preparation
        var decision = try await decision(for: observed, groundwork)
        if decision.observed.isBrief, !decision.isEmpty {
            decision = try await self.decision(for: try await session.observe(), groundwork)
        }
        for volume in decision.outcome.keptVolumes where await agrees(volume) {
            decision.reconciliation.replacedVolumes.insert(volume.name)
        }
        if decision.reconciliation.replacedVolumes != options.reconciliation.replacedVolumes {
            decision.outcome = try reconcile(decision.observed, decision.reconciliation, groundwork)
        }
        return decision
    }

    /// The decision for what was observed, as long as nobody has agreed to anything.
    private func decision(for observed: ObservedState, _ groundwork: UpGroundwork) async throws -> Decision {
        let outdated = try await outdatedImages(observed, groundwork)
        let images = try await imagePlan(observed, outdated, groundwork)
        var reconciliation = options.reconciliation
        reconciliation.configurations = groundwork.configurations
        reconciliation.renewedImages = images.madeImages
        return Decision(
            observed: observed,
            outdated: outdated,
            images: images,
            groundwork: groundwork,
            reconciliation: reconciliation,
            outcome: try reconcile(observed, reconciliation, groundwork)
        )
    }

    /// What ``run()`` would do.
    ///
    /// - Throws: `ReconciliationError`, `EngineError`.
    package func preview() async throws -> Preview {
        let (providers, known) = try await assumingProviders()
        var preview = try await known.previewOfContainers()
        if !providers.isEmpty { preview.plans.insert(providers, at: 0) }
        return preview
    }

    private func previewOfContainers() async throws -> Preview {
        let decision = try await decide { _ in options.assumesYes }
        for warning in decision.outcome.warnings { session.events.emit(.warning(warning)) }
        return Preview(
            plans: [decision.images, plan(of: decision.outcome)],
            divergedVolumes: decision.outcome.keptVolumes
        )
    }

    /// Brings the services up.
    ///
    /// - Throws: `ReconciliationError`, `ConvergenceError`, `EngineError`, `CancellationError`.
    package func run() async throws -> Result { try await session.changing { try await converge() } }

    /// Brings the services up while no other process changes the project.
    func converge() async throws -> Result {
        let stopwatch = session.stopwatch
        let (known, hasRun) = try await askingProviders()
        var result = try await known.convergeContainers(stopwatch)
        if hasRun { result.wasUpToDate = false }
        return result
    }

    private func convergeContainers(_ stopwatch: Stopwatch) async throws -> Result {
        // What the files ask for is checked before an image is built for it.
        let decision = try await decide { volume in
            if options.assumesYes { return true }
            return await confirmation?.confirm(volume.question) ?? false
        }
        let executor = session.executor(
            readinessLimit: options.readinessLimit,
            preparation: watch?.preparation,
            tellingHooksOf: options.attached
        )
        var (observed, outcome) = (decision.observed, decision.outcome)
        if !decision.images.isEmpty {
            try await build(decision.images, decision.outdated, executor)
            // The same decision, now that it is known which images came out.
            var reconciliation = decision.reconciliation
            reconciliation.renewedImages = []
            observed = try await session.observe()
            outcome = try reconcile(observed, reconciliation, decision.groundwork)
        }
        let warnings = outcome.warnings + outcome.keptVolumes.map(\.warning)
        for warning in warnings { session.events.emit(.warning(warning)) }
        let preparation = stopwatch.elapsed
        let plan = plan(of: outcome)
        tellAttachment(outcome.containers)
        if options.starts { tellWhatStays(outcome.containers, besides: plan, observed) }
        let record = try await executor.execute(plan)
        if !plan.isEmpty { try await repairWhatCameLate(executor) }
        return Result(
            services: outcome.services,
            wasUpToDate: decision.images.isEmpty && plan.isEmpty,
            record: record,
            preparation: preparation
        )
    }

    private func tellAttachment(_ containers: [ServiceName: [String]]) {
        let names = containers.filter { options.attached.contains($0.key) }.values.joined().sorted()
        guard !names.isEmpty else { return }
        session.events.emit(.attached(sources: names.map { Logs.source(of: $0, in: session.project.name) }))
    }

    /// Names the containers that run and that a plan which changes something leaves alone.
    private func tellWhatStays(_ containers: [ServiceName: [String]], besides plan: Plan, _ observed: ObservedState) {
        let names = Set(containers.values.joined()).subtracting(plan.changedContainers)
        guard !plan.isEmpty else { return }
        for container in observed.containers where container.isRunning && names.contains(container.name) {
            session.session.tell(.running, of: container)
        }
    }

    /// Removes or renames what another tool's request, still under way when this began, has left half replaced.
    private func repairWhatCameLate(_ executor: PlanExecutor) async throws {
        let filters = session.ownObjects
        let containers = try await session.client.containers(all: true, filters: filters)
        guard containers.contains(where: { ContainerNaming.finalName(of: $0.name) != nil }) else { return }
        try await executor.execute(LeftoverPlanner(of: session.project, observed: try await session.observe()).plan())
    }

    private func plan(of outcome: Reconciler.Outcome) -> Plan {
        options.starts ? outcome.plan : outcome.plan.onlyCreating
    }

    private func reconcile(
        _ observed: ObservedState,
        _ options: ReconciliationOptions,
        _ groundwork: UpGroundwork
    ) throws -> Reconciler.Outcome {
        try Reconciler(
            session.project,
            observed: observed,
            options: options,
            selection: groundwork.selection,
            blueprints: groundwork.blueprints
        )
        .reconcile()
    }

    /// The services that are brought up.
    func selection() throws -> ServiceSelection {
        try options.reconciliation.selection(of: session.project)
    }

    private func imagePlan(
        _ observed: ObservedState,
        _ outdated: [ServiceName: String],
        _ groundwork: UpGroundwork
    ) async throws -> Plan {
        var overrides = BuildOverrides(toolVersion: session.toolVersion)
        overrides.areForThisEngine = true
        let reconciler = ImageReconciler(
            session.project,
            baseImages: groundwork.baseImages,
            overrides: overrides,
            building: options.building,
            pulling: options.pulling,
            outdated: outdated.mapValues { "'\($0)' changed since it was built" }
                .merging(options.outdatedImages) { first, _ in first }
        )
        return try await session.imagePlan(of: reconciler, for: groundwork.selection.services, observed)
    }

    /// The services whose images are older than the files of their `rebuild` rules, with the path of the rule.
    private func outdatedImages(
        _ observed: ObservedState,
        _ groundwork: UpGroundwork
    ) async throws -> [ServiceName: String] {
        guard watch != nil, options.building == .whenMissing else { return [:] }
        return try await session.builds.outdated(among: groundwork.selection.services, observed.images)
            .mapValues(session.shortened)
    }

    /// Builds and pulls images, and keeps what those that were built hold.
    private func build(_ plan: Plan, _ outdated: [ServiceName: String], _ executor: PlanExecutor) async throws {
        for (service, path) in outdated where plan.builds(service) {
            session.events.emit(.rebuilding(path: path), about: .service(service.rawValue))
        }
        try await session.keepingInputs(of: plan) { try await executor.execute(plan) }
    }
}
