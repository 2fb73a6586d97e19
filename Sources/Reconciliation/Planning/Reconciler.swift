package import ComposeModel
import DependencyGraphs
import EngineAPI
import OrderedCollections

/// Plans what has to be done to bring a project's networks, volumes and containers to what its files say.
///
/// Pure: the same project, snapshot and options give the same plan, and after the plan was carried out the next one is
/// empty. Two passes: each service's containers are compared with its blueprint, then the decisions become steps whose
/// order is only as strict as dependencies demand.
package struct Reconciler: Sendable {
    let project: Project
    let observed: ObservedState
    private let options: ReconciliationOptions
    private let knownSelection: ServiceSelection?
    private let knownBlueprints: ServiceBlueprints

    /// Creates a reconciler.
    ///
    /// - Parameters:
    ///   - selection: the services that the options ask for, where it is known; `nil` if it is to be found out.
    ///   - blueprints: those of the project's services that are known already.
    package init(
        _ project: Project,
        observed: ObservedState,
        options: ReconciliationOptions,
        selection: ServiceSelection? = nil,
        blueprints: ServiceBlueprints = ServiceBlueprints()
    ) {
        self.project = project
        self.observed = observed
        self.options = options
        knownSelection = selection
        knownBlueprints = blueprints
    }

    /// A plan, and what people should know about it.
    package struct Outcome: Sendable, Hashable {
        /// What has to be done.
        package var plan: Plan
        /// What is odd but stops nothing.
        package var warnings: [String]
        /// The services that the plan is about, in dependency order.
        package var services: [ServiceName]
        /// The names of the containers that there are of each service once the plan is carried out.
        package var containers: [ServiceName: [String]] = [:]
        /// The volumes whose definition changed and that the plan leaves as they are, since data would be lost; those of
        /// them that are named in ``ReconciliationOptions/replacedVolumes`` are made anew.
        package var keptVolumes: [DivergedVolume] = []
    }

    /// Makes the plan.
    ///
    /// - Throws: ``ReconciliationError``; nothing is half planned.
    package func reconcile() throws(ReconciliationError) -> Outcome {
        let selection: ServiceSelection =
            if let knownSelection { knownSelection } else { try options.selection(of: project) }
        let oneOff = options.oneOff
        try oneOff?.checkService()
        let dependencies = selection.services.filter { $0.name != oneOff?.service.name }
        var services = dependencies.filter { $0.provider == nil }
        var errors: [ReconciliationError] = []
        var blueprints: [ServiceName: ContainerBlueprint] = [:]
        for service in services {
            do throws(ReconciliationError) {
                blueprints[service.name] = try knownBlueprints.blueprint(of: service, in: project)
            } catch {
                errors.append(error)
            }
            errors += sharedByContainers(of: service)
        }
        var oneOffBlueprint: ContainerBlueprint?
        if let oneOff {
            do throws(ReconciliationError) {
                oneOffBlueprint = try ContainerBlueprint(of: oneOff.service, in: project)
            } catch {
                errors.append(error)
            }
        }
        let users = services + [oneOff?.service].compactMap(\.self)
        let missing = MissingFeatures(of: users, in: project, on: observed.engine)
        errors += missing.refusals
        if let error = ReconciliationError.all(of: errors) { throw error }
        let resources = ProjectResources(of: project, used: users, observed: observed, options: options)
        var (decisions, recreated) = decide(services, blueprints, resources)
        let requested = services.map(\.name)
        while case let followers = followers(of: recreated, besides: services), !followers.isEmpty {
            for service in followers {
                blueprints[service.name] = try knownBlueprints.blueprint(of: service, in: project)
            }
            services += followers
            (decisions, recreated) = decide(services, blueprints, resources)
        }
        try refuseTakenNames(services, decisions)
        try refuseTakenPorts(services, decisions)
        try refuseMissingParents(services, decisions)
        if let oneOff { try refuseMissingParents(of: oneOff.service, besides: services) }

        var construction = PlanConstruction(
            project: project,
            observed: observed,
            options: options,
            services: services,
            blueprints: blueprints,
            decisions: decisions,
            resources: resources
        )
        construction.planDuplicateNetworks()
        try construction.planNetworks()
        try construction.planVolumes()
        for service in services { construction.planContainers(of: service) }
        if let oneOff, let oneOffBlueprint { construction.planOneOff(oneOff, oneOffBlueprint) }
        if case .forAll(let required) = options.waiting { construction.planWaiting(required: required) }
        construction.planOrphans()
        construction.noteLegibleLabels()
        construction.noteIgnoredOwners()
        construction.warnings += missing.warnings
        return Outcome(
            plan: construction.plan,
            warnings: construction.warnings,
            services: requested,
            containers: construction.containers.mapValues { $0.map(\.name) },
            keptVolumes: resources.keptVolumes
        )
    }

    private func decide(
        _ services: [Service],
        _ blueprints: [ServiceName: ContainerBlueprint],
        _ resources: ProjectResources
    ) -> (decisions: [ServiceName: [ContainerDecision]], recreated: Set<ServiceName>) {
        var result: [ServiceName: [ContainerDecision]] = [:]
        var recreated: Set<ServiceName> = []
        let containers = Dictionary(grouping: observed.containers.filter { !$0.isOneOff }, by: \.service)
        func decide(_ service: Service, dependentStarts: Bool, isJob: Bool) {
            guard let blueprint = blueprints[service.name] else { return }
            let decisions = ServiceDecisions(
                project: project,
                service: service,
                blueprint: blueprint,
                containers: containers[service.name] ?? [],
                observed: observed,
                options: options,
                resources: resources,
                recreated: recreated,
                dependentStarts: dependentStarts,
                isJob: isJob
            )
            .make()
            result[service.name] = decisions
            // Others use the first of a service's containers.
            if decisions.first(where: \.leavesContainer)?.makesContainer ?? false { recreated.insert(service.name) }
        }
        let dependents = services + [options.oneOff?.service].compactMap(\.self)
        let jobs = Set(
            dependents.flatMap { service in
                service.dependsOn.filter { $0.value.condition == .completedSuccessfully }.keys
            }
        )
        for service in services { decide(service, dependentStarts: false, isJob: jobs.contains(service.name)) }
        // A job that is done runs again when something that waits for it has to start.
        for job in services.reversed() where jobs.contains(job.name) {
            let starts = dependents.contains { service in
                guard service.dependsOn[job.name]?.condition == .completedSuccessfully else { return false }
                return service.name == options.oneOff?.service.name
                    || result[service.name]?.contains(where: \.startsContainer) ?? false
            }
            if starts { decide(job, dependentStarts: true, isJob: true) }
        }
        return (result, recreated)
    }

    /// What the containers of a service would have in common and cannot.
    private func sharedByContainers(of service: Service) -> [ReconciliationError] {
        let count = options.scale[service.name] ?? service.scale
        guard count > 1 else { return [] }
        let name = service.containerName.map {
            ReconciliationError.nameShared(service: service.name, name: $0, containers: count)
        }
        let ports = service.ports.compactMap { port -> ReconciliationError? in
            // The engine passes over the ports of a container that has the host's network.
            guard service.networkMode != .host, let published = port.published, published.lower > 0,
                Int(published.upper) - Int(published.lower) + 1 < count
            else { return nil }
            return .portShared(service: service.name, port: published.description, containers: count)
        }
        return [name].compactMap(\.self) + ports
    }

    private func refuseTakenPorts(
        _ services: [Service],
        _ decisions: [ServiceName: [ContainerDecision]]
    ) throws(ReconciliationError) {
        for service in services where decisions[service.name]?.contains(where: \.startsContainer) ?? false {
            for port in service.ports {
                guard let published = port.published, published.lower == published.upper else { continue }
                let holder = observed.portHolders.first { holder in
                    holder.port == published.lower && holder.transport == port.transport
                        && HostAddress.overlap(holder.address, port.hostIP ?? "")
                }
                if let holder {
                    throw .portTaken(
                        service: service.name,
                        port: published.description,
                        holder: holder.container
                    )
                }
            }
        }
    }
}
