package import ComposeModel
package import EngineAPI
package import Operations
import OrderedCollections
import Reconciliation
import SessionEvents

/// Pulls newer images, rebuilds on newer base images, and replaces only those containers whose images became others.
package struct Update: Workflow {
    private let context: WorkflowContext
    private let session: ProjectSession
    private let options: Options
    private let services: [Service]
    private let images: ImageChanges

    /// What is updated, and how.
    package struct Options: Sendable, Hashable {
        /// The services; empty means all that are enabled.
        package var services: [ServiceName] = []
        /// Whether every step is built again.
        package var withoutCache = false
        /// Whether an image that cannot be pulled is only a warning.
        package var toleratesPullFailures = false
        /// Whether it waits until what was replaced is ready.
        package var waits = false

        /// Creates options that update everything.
        package init() {}
    }

    /// An image that became another one.
    package struct Change: Sendable, Hashable {
        /// The service that runs it.
        package var service: ServiceName
        /// Its name.
        package var image: String
        /// What it was; `nil` where it was not there.
        package var before: ImageID?
        /// What it is.
        package var after: ImageID
    }

    /// Creates the workflow, and looks at what images are now.
    ///
    /// - Throws: `ReconciliationError`, `EngineError`, `CancellationError`.
    package init(_ context: WorkflowContext, _ session: ProjectSession, options: Options) async throws {
        self.context = context
        self.session = session
        self.options = options
        let selection = try ServiceSelection(options.services, of: session.project, includingDependencies: false)
        services = selection.services.filter { $0.provider == nil }
        images = ImageChanges(former: try await ImageChanges.identifiers(of: services, in: session.session))
    }

    /// The images that became others so far.
    package var changes: [Change] { images.changes(of: services) }

    /// Pulls, builds and replaces; of what there is nothing to be done with, there is no step.
    ///
    /// - Throws: `EngineError`, `CancellationError`.
    package func steps() async throws -> [WorkflowStep] {
        var steps: [WorkflowStep] = []
        let pulled = services.filter { $0.build == nil }.map(\.name).sorted()
        let built = services.filter { $0.build != nil }.map(\.name).sorted()
        if !pulled.isEmpty { steps.append(pullStep(pulled)) }
        if !built.isEmpty { steps.append(buildStep(built)) }
        let containers = try await ServiceContainers(in: session.session)
        let scope = ReplacedServices(
            services.map(\.name).filter(containers.running.contains),
            runningAnyOf: Set(services.map(\.image)),
            in: session.project,
            present: containers.present,
            running: containers.running
        )
        guard !scope.replaced.isEmpty else { return steps }
        let replacement = ServiceReplacement(
            services: scope.replaced,
            waits: options.waits,
            context: context,
            session: session
        )
        return steps + [replacement.step(for: "what runs and has a newer image is replaced, the rest stays")]
    }

    private func pullStep(_ names: [ServiceName]) -> WorkflowStep {
        let flags = options.toleratesPullFailures ? ["--ignore-pull-failures"] : []
        let command = ["pull"] + flags + names.map(\.rawValue)
        return WorkflowStep(.own(arguments: command), for: "registries may have newer images") {
            var pulling = PullPlanner.Options()
            pulling.toleratesFailures = options.toleratesPullFailures
            try await Pull(session, services: names, options: pulling).run()
            try await noteImages()
        }
    }

    private func buildStep(_ names: [ServiceName]) -> WorkflowStep {
        let flags = ["--pull"] + (options.withoutCache ? ["--no-cache"] : [])
        let command = ["build"] + flags + names.map(\.rawValue)
        return WorkflowStep(.own(arguments: command), for: "what they are built on may be newer") {
            var overrides = BuildOverrides(toolVersion: context.request.toolVersion)
            overrides.withoutCache = options.withoutCache
            overrides.pullsBaseImages = true
            try await Build(session, services: names, overrides: overrides).run()
            try await noteImages()
        }
    }

    private func noteImages() async throws {
        images.note(try await ImageChanges.identifiers(of: services, in: session.session))
    }
}
