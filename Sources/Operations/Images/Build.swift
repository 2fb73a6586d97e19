package import ComposeModel
import Convergence
package import Reconciliation
import SessionEvents

/// Builds the images of services.
package struct Build: PlannedOperation {
    private let session: ProjectSession
    private let services: [ServiceName]
    private let includesDependencies: Bool
    private let overrides: BuildOverrides
    private let pushes: Bool

    /// Creates the operation.
    ///
    /// - Parameters:
    ///   - services: those whose images are built; empty means all that have a `build` section.
    ///   - includesDependencies: whether those that they depend on are built, too.
    ///   - overrides: what this run changes in how images are built.
    ///   - pushes: whether images with names of their own are sent to their registries when they are built.
    package init(
        _ session: ProjectSession,
        services: [ServiceName],
        includesDependencies: Bool = false,
        overrides: BuildOverrides,
        pushes: Bool = false
    ) {
        self.pushes = pushes
        self.includesDependencies = includesDependencies
        self.session = session
        self.services = services
        self.overrides = overrides
    }

    /// Builds the images. That there is none to build is told.
    package func run() async throws {
        let plan = try await plan()
        if plan.isEmpty { session.events.emit(.warning("no service to build")) }
        try await session.keepingInputs(of: plan) { try await session.executor().execute(plan) }
    }

    /// What `docker buildx bake` is given to build the same; `nil` where there is nothing to build.
    ///
    /// - Parameter checks: whether Dockerfiles are only to be checked.
    /// - Throws: `ReconciliationError`.
    package func bakeFile(checking checks: Bool = false) throws -> String? {
        let selection = try ServiceSelection(services, of: session.project, includingDependencies: includesDependencies)
        let built = selection.services.filter { $0.build != nil }.map(\.name)
        guard !built.isEmpty else { return nil }
        var file = BakeFile(session.project, overrides: overrides)
        file.pushes = pushes
        file.checks = checks
        return file.text(building: built)
    }

    /// The plan that ``run()`` would carry out.
    package func plan() async throws -> Plan {
        let selection = try ServiceSelection(services, of: session.project, includingDependencies: includesDependencies)
        let built = selection.services.filter { $0.build != nil }
        guard !built.isEmpty else { return Plan() }
        let baseImages = DockerfileReader().baseImages(of: session.project)
        let reconciler = ImageReconciler(
            session.project,
            baseImages: baseImages,
            overrides: overrides,
            building: .always
        )
        let plan = try await session.imagePlan(of: reconciler, for: built, try await session.observe())
        return pushes ? try PushPlanner(session.project).plan(for: built, after: plan).plan : plan
    }
}
