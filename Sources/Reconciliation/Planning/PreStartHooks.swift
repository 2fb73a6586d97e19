package import ComposeModel
package import EngineAPI
import OrderedCollections

extension Operation {
    /// What running hooks before a container starts needs.
    package struct RunPreStart: Sendable, Hashable {
        /// One hook.
        package struct Hook: Sendable, Hashable {
            /// Its number among the service's hooks, from 0.
            package var index: Int
            /// The hook.
            package var hook: LifecycleHook
            /// What its container is made from, the first network included.
            package var request: ContainerCreateRequest
        }

        /// The service.
        package var service: ServiceName
        /// The number, among the service's, of the container that is about to start, from 1.
        package var number: Int
        /// The name of that container, whose volumes the hooks see.
        package var container: String
        /// The hooks, in this order.
        package var hooks: [Hook]
        /// The networks that their containers join beside the first one.
        package var furtherNetworks: [String]
        /// The files that are put into their containers.
        package var files: [ContainerFile]
        /// The platform; `nil` is the engine's own.
        package var platform: String?
        /// The project.
        package var project: ProjectName
    }
}

/// The form in which a blueprint has a hook that runs before containers start.
struct PreStartRecord: Codable, Hashable {
    var command: [String]
    var image: String?
    var user: String?
    var workingDirectory: String?
    var environment: [String]
    var isPrivileged: Bool
    var perReplica: Bool

    init(_ hook: LifecycleHook) {
        command = hook.command
        image = hook.image
        user = hook.user
        workingDirectory = hook.workingDirectory
        environment = hook.environment.map { name, value in value.map { "\(name)=\($0)" } ?? name }.sorted()
        isPrivileged = hook.privileged
        perReplica = hook.perReplica
    }
}

extension PlanConstruction {
    /// Plans the hooks that run before a container starts: those for each container, and before the first one of a service
    /// of which none runs those for the service.
    ///
    /// - Source: docker compose 5.3's `pre_start.go`.
    mutating func planPreStart(
        _ service: Service,
        _ name: String,
        number: Int,
        because cause: String,
        after: [Int]
    ) -> [Int] {
        guard !service.preStart.isEmpty, let blueprint = blueprints[service.name] else { return [] }
        let isFirst = preStartSteps[service.name] == nil && !hasRunningContainer(of: service)
        let earlier = [preStartSteps[service.name]].compactMap(\.self)
        let run = Operation.RunPreStart(
            service,
            blueprint,
            in: project,
            before: name,
            number: number,
            isFirst: isFirst,
            toolVersion: options.toolVersion
        )
        guard let run else { return earlier }
        let step = plan.add(.runPreStart(run), because: cause, after: after + earlier)
        if isFirst { preStartSteps[service.name] = step }
        return [step]
    }

    /// Whether a container of the service runs and goes on running.
    private func hasRunningContainer(of service: Service) -> Bool {
        (decisions[service.name] ?? []).contains { decision in
            guard case .keep(let container) = decision else { return false }
            return container.needsStopping && stopSteps[container.name] == nil
        }
    }
}

extension Operation.RunPreStart {
    /// The hooks that run before a container of a service starts.
    ///
    /// - Parameters:
    ///   - container: the container's name.
    ///   - number: its number among the service's containers, from 1.
    ///   - isFirst: whether no container of the service runs, so that those of its hooks run that run once.
    ///   - toolVersion: the version that is written into labels.
    /// - Returns: `nil` when there are none.
    init?(
        _ service: Service,
        _ blueprint: ContainerBlueprint,
        in project: Project,
        before container: String,
        number: Int,
        isFirst: Bool,
        toolVersion: String
    ) {
        hooks = service.preStart.enumerated().filter { $0.element.perReplica || isFirst }
            .map { index, hook in
                Hook(
                    index: index,
                    hook: hook,
                    request: Self.request(
                        for: hook,
                        of: service,
                        blueprint,
                        in: project,
                        before: container,
                        toolVersion
                    )
                )
            }
        self.service = service.name
        self.number = number
        self.container = container
        furtherNetworks = blueprint.attachments.dropFirst().map(\.network)
        files = blueprint.files
        platform = service.platform ?? project.defaultPlatform
        self.project = project.name
        if hooks.isEmpty { return nil }
    }

    private static func request(
        for hook: LifecycleHook,
        of service: Service,
        _ blueprint: ContainerBlueprint,
        in project: Project,
        before container: String,
        _ toolVersion: String
    ) -> ContainerCreateRequest {
        var request = ContainerCreateRequest(image: ImageReference(hook.image ?? service.image))
        request.config.cmd = hook.command
        request.config.user = hook.user ?? ""
        request.config.workingDir = hook.workingDirectory ?? ""
        let own = hook.environment.map { name, value in value.map { "\(name)=\($0)" } ?? name }
        request.config.env = blueprint.request.config.env + own
        request.config.labels = [
            ComposeLabel.project: project.name.rawValue,
            ComposeLabel.service: service.name.rawValue,
            ComposeLabel.oneOff: "True",
            ComposeLabel.version: toolVersion,
            ComposeLabel.hook: "pre_start",
        ]
        request.hostConfig.privileged = hook.privileged
        request.hostConfig.volumesFrom = [container]
        request.hostConfig.networkMode = blueprint.request.hostConfig.networkMode
        if let network = blueprint.attachments.first?.network { request.networks = [network: EndpointSettings()] }
        return request
    }
}
