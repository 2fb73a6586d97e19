/// The present state of a session, derived from its events alone.
package struct SessionSnapshot: Sendable, Hashable, Encodable {
    /// A plan and how far it has been carried out.
    package struct PlanState: Sendable, Hashable, Encodable {
        /// How far a step is.
        package enum Progress: String, Sendable, Hashable, Encodable {
            case pending, begun, done, failed
        }

        /// The plan's number within the session.
        package var plan: Int
        /// Its steps.
        package var steps: [PlannedStep]
        /// How far each step is, in the same order.
        package var progress: [Progress]
    }

    /// A container and what the engine said of it last.
    package struct ContainerState: Sendable, Hashable, Encodable {
        /// The container.
        package var subject: EventSubject
        /// What the engine said.
        package var report: ContainerReport
    }

    /// How many plans and diagnostics are kept, the last ones.
    package static let capacity = 100

    /// The number of the last event that is in it; 0 before the first.
    package private(set) var sequence = 0
    /// What the session does, such as `up`; `nil` before it began.
    package private(set) var verb: String?
    /// The project's name; `nil` before it is known.
    package private(set) var project: String?
    /// How the session ended; `nil` while it goes on.
    package private(set) var outcome: SessionOutcome?
    /// The last plans, the current one last.
    package private(set) var plans: [PlanState] = []
    /// The last thing that happened to each container, image, network, volume and service that is there, by kind and name:
    /// `container hq-db-1`.
    package private(set) var latest: [String: StampedEvent] = [:]
    /// The containers, by name; only where somebody asks the engine for what becomes of them.
    package private(set) var containers: [String: ContainerState] = [:]
    /// The last change that was brought into each service's containers, by the service's name.
    package private(set) var changes: [String: StampedEvent] = [:]
    /// The services that are watched; empty when nobody watches.
    package private(set) var watched: [String] = []
    /// Whether the engine does not answer.
    package private(set) var isEngineLost = false
    /// The last warnings and errors, in order.
    package private(set) var diagnostics: [StampedEvent] = []

    /// The state before the first event.
    package init() {}

    /// Takes an event in.
    package mutating func apply(_ event: StampedEvent) {
        sequence = event.sequence
        switch event.action {
        case .sessionBegan(let verb): self.verb = verb
        case .projectOpened(let name): project = name
        case .sessionEnded(let outcome): self.outcome = outcome
        case .diagnosed:
            diagnostics.append(event)
            if diagnostics.count > Self.capacity { diagnostics.removeFirst() }
        case .planBegan(let plan, let steps):
            plans.append(
                PlanState(plan: plan, steps: steps, progress: Array(repeating: .pending, count: steps.count))
            )
            if plans.count > Self.capacity { plans.removeFirst() }
        case .watchBegan(let services, _): watched = services
        case .watchEnded: watched = []
        case .engineLost: isEngineLost = true
        case .engineBack: isEngineLost = false
        case .containerObserved(let report):
            containers[event.subject.name] = ContainerState(subject: event.subject, report: report)
        case .containerGone: containers[event.subject.name] = nil
        case .logged, .buildOutput, .pullProgressed, .pushProgressed, .providerSaid, .delivered: return
        default: note(event)
        }
    }

    /// Keeps what happened last to each thing; forgets what is not there any more.
    private mutating func note(_ event: StampedEvent) {
        switch event.action {
        case .stepBegan: mark(event.step, .begun)
        case .stepDone: mark(event.step, .done)
        case .stepFailed: mark(event.step, .failed)
        case .applied: changes[event.subject.name] = event
        default: break
        }
        guard event.subject.kind != .session, event.subject.kind != .project else { return }
        let key = "\(event.subject.kind.rawValue) \(event.subject.name)"
        if case .stepDone(let action, _) = event.action, action.removes {
            latest[key] = nil
            if action == .removeContainer { containers[event.subject.name] = nil }
        } else {
            latest[key] = event
        }
    }

    private mutating func mark(_ step: StepReference?, _ progress: PlanState.Progress) {
        guard let step, let plan = plans.lastIndex(where: { $0.plan == step.plan }),
            plans[plan].progress.indices.contains(step.step - 1)
        else { return }
        plans[plan].progress[step.step - 1] = progress
    }
}

extension StepAction {
    fileprivate var removes: Bool {
        switch self {
        case .removeContainer, .removeNetwork, .removeVolume, .removeImage, .removeProvider: true
        default: false
        }
    }
}
