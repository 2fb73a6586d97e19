import ComposeLoader
import ComposeModel
import Convergence
import EngineAPI
import OrderedCollections
import Reconciliation
import SessionEvents

/// Services that programs manage in place of containers, and models: what they say is part of what the containers of the
/// services that depend on them are made from, and so has to be known before those are planned.
extension Up {
    /// Asks the programs of the services that are brought up.
    ///
    /// - Returns: the operation for the project with what they said, and whether any was asked.
    /// - Throws: `ConvergenceError`, `EngineError`, `CancellationError`.
    func askingProviders() async throws -> (known: Up, hasRun: Bool) {
        let services = try selection().services
        guard concernsProviders(services) else { return (self, false) }
        let planner = ProviderPlanner(session.project)
        let plan = planner.start(services)
        let needed = planner.containersBefore(services)
        if !needed.services.isEmpty { try await bringUp(needed.services, waiting: needed.waits) }
        try await session.executor().execute(plan)
        var loaded = try await assumed(of: services)
        for service in services where service.provider != nil {
            let values = session.providedVariables.values(of: service.name)
            let variables = values.named(for: service.name)
            for dependent in dependents(of: service.name, besides: services) {
                warn(of: values.raw, for: dependent, from: service.name)
                loaded = loaded.adding(variables, to: dependent.name, from: service.name.rawValue)
            }
        }
        if let endpoint = session.providedVariables.modelEndpoint {
            for service in services where service.provider == nil {
                let variables = ModelVariables.of(service, in: session.project, endpoint: endpoint)
                loaded = loaded.adding(variables, to: service.name, from: ModelVariables.provider)
            }
        }
        return (Up(self, ProjectSession(session.session, loaded)), !plan.isEmpty)
    }

    /// Takes for what the programs would say what they said when the containers that there are were made.
    ///
    /// - Returns: the plan that would ask them, and the operation for the project with what is known.
    /// - Throws: `ReconciliationError`, `EngineError`, `CancellationError`.
    func assumingProviders() async throws -> (plan: Plan, known: Up) {
        let services = try selection().services
        guard concernsProviders(services) else { return (Plan(), self) }
        let plan = ProviderPlanner(session.project).start(services)
        return (plan, Up(self, ProjectSession(session.session, try await assumed(of: services))))
    }

    private func concernsProviders(_ services: [Service]) -> Bool {
        !ProviderPlanner.isPointless(services)
            || services.contains { service in
                service.dependsOn.keys.contains { session.project.definition(of: $0)?.provider != nil }
            }
    }

    /// The project with the variables that the containers of services have from programs.
    private func assumed(of services: [Service]) async throws -> LoadedProject {
        var loaded = session.loaded
        let observed = try await session.observe()
        for service in services {
            guard let container = observed.containers.first(where: { $0.service == service.name && !$0.isOneOff })
            else { continue }
            for (provider, variables) in container.providedVariables.sorted(by: { $0.key < $1.key }) {
                let isKnown =
                    provider == ModelVariables.provider
                    ? !service.models.isEmpty : service.dependsOn[ServiceName(provider)] != nil
                guard isKnown else { continue }
                loaded = loaded.adding(variables, to: service.name, from: provider)
            }
        }
        return loaded
    }

    private func dependents(of name: ServiceName, besides services: [Service]) -> [Service] {
        let named = services.filter { session.project.services[$0.name] == nil }
        return (Array(session.project.services.values) + named)
            .filter { $0.dependsOn[name] != nil && $0.provider == nil }
    }

    /// Brings up the containers that a program depends on.
    private func bringUp(_ services: [ServiceName], waiting: Bool) async throws {
        var inner = self
        inner.options.reconciliation.services = services
        inner.options.reconciliation.includesDependencies = true
        inner.options.reconciliation.oneOff = nil
        inner.options.reconciliation.orphans = .ignore
        if waiting { inner.options.reconciliation.waiting = .forAll(required: true) }
        inner.options.attached = []
        _ = try await inner.converge()
    }

    private func warn(of variables: [String: String], for service: Service, from provider: ServiceName) {
        for (name, value) in variables.sorted(by: { $0.key < $1.key }) {
            guard let own = service.environment[name], own != value else { continue }
            session.events.emit(
                .warning("provider '\(provider)' overrides environment variable '\(name)' in service '\(service.name)'")
            )
        }
    }
}
