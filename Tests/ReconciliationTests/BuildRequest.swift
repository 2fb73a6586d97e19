import ComposeModel
import EngineAPI
import OrderedCollections
import Reconciliation
import Testing

/// What the build of a service asks the engine for.
enum BuildRequest {
    /// The request of a service whose `build` section has some attributes.
    ///
    /// - Parameter isUp: whether the image is to run on the engine at once.
    static func of(
        _ attributes: String,
        attestations: [BuildOptions.Attestation: String] = [:],
        isUp: Bool = false,
        on engine: EngineCapabilities = .everything
    ) throws -> BuildOptions {
        let fixture = try PlanFixture("services: {web: {build: {context: /app, \(attributes)}}}\n")
        var overrides = BuildOverrides(toolVersion: "9.9")
        overrides.attestations = attestations
        overrides.areForThisEngine = isUp
        var observed = ObservedState()
        observed.engine = engine
        let plan = try ImageReconciler(fixture.project, overrides: overrides, building: .always)
            .plan(for: Array(fixture.project.services.values), observed: observed)
        let requests = plan.steps.compactMap { step in
            if case .buildImage(let build) = step.operation { build.request } else { nil }
        }
        return try #require(requests.first)
    }
}
