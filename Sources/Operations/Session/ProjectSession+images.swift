import ComposeModel
import EngineAPI
import EngineClient
import Reconciliation
import SessionEvents

extension ProjectSession {
    /// The plan that makes the images of services available, with what has to be pulled before builds.
    ///
    /// - Throws: `ReconciliationError`, `EngineError`, `CancellationError`.
    func imagePlan(
        of reconciler: ImageReconciler,
        for services: [Service],
        _ observed: ObservedState
    ) async throws -> Plan {
        var observed = observed
        // The engine is asked only where something depends on it.
        observed.engine.keepsImagesInContainerd = true
        var plan = try reconciler.plan(for: services, observed: observed)
        if plan.needsImageLists {
            observed.engine.keepsImagesInContainerd = try await session.client.information().keepsImagesInContainerd
            plan = try reconciler.plan(for: services, observed: observed)
        }
        var bases = reconciler.registryImages(ofBuildsIn: plan)
        guard let registries = session.client.registries, !bases.isEmpty else { return plan }
        var facts: [String: RegistryBases.Image] = [:]
        let wanted = Set(bases.values.filter(\.wantsNewest).flatMap(\.images).map(\.reference))
        for image in bases.values.flatMap(\.images) where facts[image.reference] == nil {
            let reference = ImageReference(image.reference)
            var known = image
            known.isThere = try await exists(reference)
            // A helper program may have to be run to find out.
            if !known.isThere || wanted.contains(image.reference) {
                known.hasCredentials =
                    try await registries.authorization(for: reference) { session.events.emit(.warning("\($0)")) } != nil
            }
            facts[image.reference] = known
        }
        for (service, known) in bases { bases[service]?.images = known.images.map { facts[$0.reference] ?? $0 } }
        var informed = reconciler
        informed.registryBases = bases
        return try informed.plan(for: services, observed: observed)
    }

    private func exists(_ image: ImageReference) async throws -> Bool {
        do {
            _ = try await session.client.inspectImage(image)
            return true
        } catch EngineError.notFound {
            return false
        }
    }
}
