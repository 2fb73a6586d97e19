import ComposeModel
import EngineAPI
import OrderedCollections

/// A plan while it is being made: the steps so far, and by which of them each thing comes about.
struct PlanConstruction {
    let project: Project
    let observed: ObservedState
    let options: ReconciliationOptions
    let services: [Service]
    let blueprints: [ServiceName: ContainerBlueprint]
    let decisions: [ServiceName: [ContainerDecision]]
    let resources: ProjectResources

    var plan = Plan()
    var warnings: [String] = []
    /// The steps that create networks, by name.
    var networkSteps: [String: Int] = [:]
    /// The steps that remove networks of a name that another one has, by that name.
    var duplicateSteps: [String: [Int]] = [:]
    /// The steps that create volumes, by name.
    var volumeSteps: [String: Int] = [:]
    /// The steps that remove containers before their successors are made, by container name.
    var earlyRemovals: [String: Int] = [:]
    /// What will be there of each service once its steps are done.
    var containers: [ServiceName: [PlannedContainer]] = [:]
    /// The steps that wait for containers.
    var readinessSteps: [ReadinessKey: Int] = [:]
    /// The steps that run a service's hooks before its first container starts.
    var preStartSteps: [ServiceName: Int] = [:]
    /// The steps that stop running containers ahead of a dependency's recreation, by container name.
    var stopSteps: [String: Int] = [:]

    /// A container that will run once the plan is carried out.
    struct PlannedContainer {
        /// Its final name.
        var name: String
        /// Its number among the service's containers, from 1.
        var number: Int
        /// The step that starts it; `nil` when it is not started by this plan.
        var startStep: Int?
        /// What was observed of it, if the plan leaves it as it is.
        var kept: ObservedContainer?
    }

    /// What is waited for.
    struct ReadinessKey: Hashable {
        var container: String
        var condition: Readiness
    }

    init(
        project: Project,
        observed: ObservedState,
        options: ReconciliationOptions,
        services: [Service],
        blueprints: [ServiceName: ContainerBlueprint],
        decisions: [ServiceName: [ContainerDecision]],
        resources: ProjectResources
    ) {
        self.project = project
        self.observed = observed
        self.options = options
        self.services = services
        self.blueprints = blueprints
        self.decisions = decisions
        self.resources = resources
    }

    /// The containers whose service the project does not have, and the one-offs that ended.
    var orphans: [ObservedContainer] {
        observed.containers.filter { container in
            let isKnown = project.definition(of: container.service) != nil
            return !isKnown || (container.isOneOff && !container.isRunning)
        }
    }

    /// Plans what becomes of orphans.
    mutating func planOrphans() {
        switch options.orphans {
        case .ignore: return
        case .report:
            let orphans = orphans
            reportEarlierRuns(orphans.filter(\.isOneOff))
            let strays = orphans.filter { !$0.isOneOff }
            guard !strays.isEmpty else { return }
            warnings.append(
                "found orphan containers (\(strays.map(\.name).joined(separator: ", "))) of services that the project does not have; remove them with '--remove-orphans'"
            )
        case .remove:
            for orphan in orphans where earlyRemovals[orphan.name] == nil {
                planRemoval(of: orphan, because: "its service is not in the project")
            }
        }
    }

    /// Names the ended containers of earlier commands to whoever runs another one.
    private mutating func reportEarlierRuns(_ runs: [ObservedContainer]) {
        guard options.oneOff != nil, !runs.isEmpty else { return }
        warnings.append(
            "found orphan containers (\(runs.map(\.name).joined(separator: ", "))) of earlier runs; remove them with '--remove-orphans', and run with '--rm'"
        )
    }

    /// Plans that a container is stopped, if it runs, and removed.
    @discardableResult
    mutating func planRemoval(of container: ObservedContainer, because cause: String, after: [Int] = []) -> Int {
        var before = after
        if container.needsStopping {
            before = [
                stopSteps[container.name]
                    ?? plan.add(
                        .stop(container, within: options.stopTimeout, in: project),
                        because: cause,
                        after: after
                    )
            ]
        }
        return plan.add(
            .remove(container),
            because: cause,
            after: before
        )
    }
}

extension ComposeModel.Mount {
    /// The key of the named volume that is mounted, if it is one.
    var namedVolume: ComposeModel.VolumeName? {
        if case .volume(let source?, _) = kind { source } else { nil }
    }
}

extension ObservedContainer {
    /// Whether it has processes that have to be asked to end before it is removed.
    var needsStopping: Bool {
        switch state {
        case .running, .ending, .paused, .restarting: true
        case .created, .exited, .dead: false
        }
    }
}
