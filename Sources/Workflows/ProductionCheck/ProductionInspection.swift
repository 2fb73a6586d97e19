import ComposeLoader
import ComposeModel
import Convergence
import Diagnostics
import EngineAPI
import EngineClient
import Operations
import OrderedCollections
import Reconciliation
import SessionEvents

/// Asks the engine what became of the services of a production check.
struct ProductionInspection: Sendable {
    let stack: ProductionStack
    /// The project as it is developed; `nil` where it cannot be loaded.
    let development: Project?
    /// What came of the start.
    let outcome: StartOutcome
    /// Finds source files.
    let search: SourceFileSearch
    /// Until when the engine's verdict on health is waited for, from now on.
    let patience: Duration

    private var client: EngineClient { stack.session.client }

    /// What is known of services, in order.
    ///
    /// - Throws: `EngineError`, `CancellationError`.
    func facts(of services: [Service]) async throws -> [ServiceFacts] {
        let containers = try await stack.containers()
        let isWatched = BackgroundWatcher(stack.session.session).holder != nil
        let clock = stack.session.session.clock
        let stopwatch = Stopwatch(clock)
        var all: [ServiceFacts] = []
        for service in services {
            var facts = ServiceFacts(service: service)
            facts.isWatched = isWatched
            let own = containers.filter { summary in
                let labels = ComposeLabels(summary.labels)
                return labels.service == service.name && !labels.isOneOff
            }
            for summary in own.sorted(by: { $0.name < $1.name }) {
                if let container = try await container(summary.id, of: service.name, stopwatch) {
                    facts.containers.append(container)
                }
            }
            if let parallel = stack.session.project.definition(of: service.name) {
                facts.wanted = try? ContainerBlueprint(of: parallel, in: stack.session.project).request
            }
            try await addImages(to: &facts)
            try await addSource(to: &facts)
            all.append(facts)
        }
        return all
    }

    private func container(
        _ id: ContainerID,
        of service: ServiceName,
        _ stopwatch: Stopwatch
    ) async throws -> ServiceFacts.Container? {
        do {
            let inspection = try await settled(id, stopwatch)
            let readiness = await readiness(of: inspection, service)
            let users = try await inspection.state.isRunning ? users(in: id) : []
            return ServiceFacts.Container(inspection: inspection, readiness: readiness, users: users)
        } catch EngineError.notFound {
            // It was removed meanwhile.
            return nil
        }
    }

    /// What the engine says of a container once it knows whether that is healthy, or nobody waits any longer.
    private func settled(_ id: ContainerID, _ stopwatch: Stopwatch) async throws -> ContainerInspection {
        let update = HealthUpdate(client: client, wallClock: stack.session.wallClock)
        while true {
            var inspection = try await client.inspectContainer(id)
            inspection.state = try await update.state(of: inspection)
            let isOpen = inspection.state.health?.status == .starting && inspection.state.status == .running
            guard isOpen, !outcome.ready.contains(inspection.name), stopwatch.elapsed < patience else {
                return inspection
            }
            try await stack.session.clock.sleep(for: .milliseconds(500))
        }
    }

    private func readiness(of inspection: ContainerInspection, _ service: ServiceName) async -> ServiceFacts.Readiness {
        if let diagnostic = outcome.failures[service] {
            return .failed(diagnostic.message, lines: diagnostic.notes.flatMap(\.lines))
        }
        if let word = ContainerVerdict.word(for: inspection, isKnownReady: outcome.ready.contains(inspection.name)) {
            return .ready(word)
        }
        let lines = await ContainerLogTail(client: client).lines(of: inspection.id, limit: 10)
        return .failed(ContainerVerdict.reason(for: inspection), lines: lines)
    }

    /// As whom the processes of a container run; empty where the engine does not say.
    private func users(in container: ContainerID) async throws -> Set<String> {
        do {
            let list = try await client.processes(of: container)
            guard let column = list.titles.firstIndex(where: { ["UID", "USER"].contains($0.uppercased()) }) else {
                return []
            }
            return Set(list.processes.compactMap { $0.indices.contains(column) ? $0[column] : nil })
        } catch let error as EngineError {
            switch error {
            case .conflict, .notFound, .rejected: return []
            default: throw error
            }
        }
    }

    private func addImages(to facts: inout ServiceFacts) async throws {
        if let id = facts.containers.first?.inspection.image, !id.rawValue.isEmpty {
            facts.image = try await image(ImageReference(id))
        }
        guard let other = development?.definition(of: facts.service.name), other.build != nil else { return }
        if let found = try await image(ImageReference(other.image)) {
            facts.developmentImage = .there(name: other.image, size: found.size)
        } else {
            facts.developmentImage = .missing(name: other.image)
        }
    }

    private func image(_ reference: ImageReference) async throws -> ImageInspection? {
        do {
            return try await client.inspectImage(reference)
        } catch EngineError.notFound {
            return nil
        }
    }

    private func addSource(to facts: inout ServiceFacts) async throws {
        let rules = (development?.definition(of: facts.service.name)?.watchRules ?? []).filter { $0.target != nil }
        facts.syncedPaths = rules.map(\.path)
        let candidates = search.files(of: facts.service, watchedBy: rules)
        facts.source = candidates.first
        guard let container = facts.containers.first?.inspection.id else { return }
        for candidate in candidates {
            guard try await client.status(of: candidate.target, in: container) != nil else { continue }
            facts.source = candidate
            let changes = try await client.changes(in: container)
            let isChanged = changes.contains { $0.path == candidate.target }
            facts.standing = isChanged ? .changed : .inImage
            return
        }
    }
}
