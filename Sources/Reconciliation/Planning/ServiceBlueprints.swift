package import ComposeModel

/// Blueprints of services of one project that are made before they are asked for, such as while the engine is looked at.
///
/// What is not among them is made when it is asked for, so that a plan is the same with all, some or none of them.
package struct ServiceBlueprints: Sendable {
    private var made: [ServiceName: Result<ContainerBlueprint, ReconciliationError>] = [:]

    /// Creates none.
    package init() {}

    /// Makes the blueprint of a service, or finds out why there can be none.
    package mutating func add(_ service: Service, in project: Project) {
        do throws(ReconciliationError) {
            made[service.name] = .success(try ContainerBlueprint(of: service, in: project))
        } catch {
            made[service.name] = .failure(error)
        }
    }

    /// Adds those that were made elsewhere, of other services of the same project.
    package mutating func add(_ others: ServiceBlueprints) { made.merge(others.made) { $1 } }

    /// The blueprint of a service as the project has it.
    ///
    /// - Throws: ``ReconciliationError`` with all that no container can be given yet.
    func blueprint(of service: Service, in project: Project) throws(ReconciliationError) -> ContainerBlueprint {
        guard let result = made[service.name] else { return try ContainerBlueprint(of: service, in: project) }
        return try result.get()
    }
}
