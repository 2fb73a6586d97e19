package import ComposeModel
import OrderedCollections

/// The services that Ctrl-C stops after `up`: pure.
package struct ShutdownSelection: Sendable, Hashable {
    /// The services.
    package var services: [ServiceName]

    /// Selects those that were named, and of what they depend on what `up` itself started, unless a service that stays
    /// uses it.
    ///
    /// - Parameters:
    ///   - requested: those that were named; empty means all.
    ///   - before: the services that ran before `up` began.
    ///   - observed: what runs now.
    /// - Throws: ``ReconciliationError``.
    package init(
        _ requested: [ServiceName],
        of project: Project,
        before: Set<ServiceName>,
        observed: ObservedState
    ) throws(ReconciliationError) {
        let selection = try ServiceSelection(requested, of: project)
        var stopped: Set<ServiceName> = []
        let running = Set(observed.containers.filter { $0.needsStopping && !$0.isOneOff }.map(\.service))
        // Dependents come before what they depend on.
        for service in selection.services.reversed() {
            let isUsed = running.subtracting(stopped).contains { other in
                let dependent = project.services[other] ?? project.disabledServices[other]
                return other != service.name && dependent?.dependsOn[service.name] != nil
            }
            if selection.requested.contains(service.name) || (!before.contains(service.name) && !isUsed) {
                stopped.insert(service.name)
            }
        }
        services = selection.services.map(\.name).filter(stopped.contains)
    }
}
