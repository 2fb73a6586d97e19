import ComposeLoader
import ComposeModel
import EngineAPI
import OrderedCollections
import Reconciliation

/// A project from Compose text, an observed state, and the plan that they give.
struct PlanFixture {
    var project: Project
    var observed = ObservedState()
    var options = ReconciliationOptions(toolVersion: "test")

    /// Loads the text as the project `shop`.
    ///
    /// - Parameters:
    ///   - files: further files, by their absolute paths.
    ///   - name: the project's name; `nil` is that of the text, else `shop`.
    init(
        _ text: String,
        profiles: [String] = [],
        files: [String: String] = [:],
        name: String? = "shop"
    ) throws {
        let files = InMemoryProjectFiles(files.merging(["/shop/compose.yaml": text]) { $1 })
        let request = LoadRequest(workingDirectory: "/shop", projectName: name, profiles: profiles)
        project = try ProjectLoader(files: files).load(request).project
        // Every image is there unless a test says otherwise.
        for service in project.services.values { observed.images[service.image] = ImageID("sha256:\(service.name)") }
    }

    /// What the reconciler makes of it.
    func outcome() throws -> Reconciler.Outcome {
        try Reconciler(project, observed: observed, options: options).reconcile()
    }

    /// The plan's text.
    func plan() throws -> String { try outcome().plan.text }

    /// The plan that makes the images of services available.
    ///
    /// - Parameters:
    ///   - services: those that are asked for; empty means all.
    ///   - observed: `nil` is the fixture's.
    func imagePlan(
        for services: [ServiceName] = [],
        observed: ObservedState? = nil,
        building: ImageReconciler.Building = .whenMissing,
        pulling: ImageReconciler.Pulling? = nil,
        outdated: [ServiceName: String] = [:]
    ) throws -> Plan {
        try ImageReconciler(
            project,
            overrides: BuildOverrides(toolVersion: "test"),
            building: building,
            pulling: pulling,
            outdated: outdated
        )
        .plan(for: try ServiceSelection(services, of: project).services, observed: observed ?? self.observed)
    }

    /// Makes the state what it is after the plan was carried out.
    mutating func carryOut() throws { carryOut(try outcome().plan.steps) }

    /// Makes the state what it is after the steps were carried out: what runs is healthy.
    mutating func carryOut(_ steps: some Sequence<PlanStep>) {
        for step in steps {
            switch step.operation {
            case .createNetwork(let request):
                observed.networks[request.name] = ObservedNetwork(
                    id: NetworkID("id-\(request.name)"),
                    labels: request.labels
                )
            case .createVolume(let request):
                observed.volumes[request.name.rawValue] = ObservedVolume(labels: request.labels)
            case .createContainer(let create):
                observed.containers.append(container(create, labels: create.request.config.labels))
            case .connectNetwork(let connect):
                change(connect.container) { container in
                    container.networks[connect.network] = NetworkID("id-\(connect.network)")
                    container.definition?.networks[connect.network] = connect.endpoint
                }
            case .disconnectNetwork(let container, let network):
                change(container) { $0.networks = $0.networks.filter { $0 != network && $1.rawValue != network } }
            case .startContainer(let start):
                let hasCheck = project.services[start.service]?.healthcheck != nil
                change(start.name) { $0.state = .running(hasCheck ? .healthy : .none) }
            case .awaitReadiness(let wait) where wait.condition == .completed:
                change(wait.name) { $0.state = .exited(code: 0) }
            case .stopContainer(let stop): change(stop.name) { $0.state = .exited(code: 143) }
            case .killContainer(let kill): change(kill.name) { $0.state = .exited(code: 137) }
            case .pauseContainer(let target): change(target.name) { $0.state = .paused }
            case .unpauseContainer(let target): change(target.name) { $0.state = .running(.none) }
            case .removeContainer(let remove): observed.containers.removeAll { $0.name == remove.name }
            case .renameContainer(let old, let new): change(old) { $0.name = new }
            case .removeNetwork(let name): observed.networks[name] = nil
            case .removeVolume(let name): observed.volumes[name] = nil
            case .awaitReadiness, .pullImage, .buildImage, .pushImage, .putFiles, .runPreStart, .runProvider,
                .prepareModel,
                .removeImage:
                break
            }
        }
    }

    /// Changes one observed container.
    mutating func change(_ name: String, _ body: (inout ObservedContainer) -> Void) {
        for index in observed.containers.indices where observed.containers[index].name == name {
            body(&observed.containers[index])
        }
    }

    private func container(_ create: Operation.CreateContainer, labels: [String: String]) -> ObservedContainer {
        var container = ObservedContainer(
            id: ContainerID("0123456789abcdef\(create.finalName)"),
            name: create.name,
            service: create.service,
            number: Int(labels[ComposeLabel.containerNumber] ?? "") ?? 0,
            state: .created,
            labels: labels,
            image: observed.images[create.request.config.image],
            networks: create.request.networks.reduce(into: [:]) { $0[$1.key] = NetworkID("id-\($1.key)") },
            volumes: create.request.hostConfig.mounts.reduce(into: [:]) { volumes, mount in
                if mount.type == .volume { volumes[mount.target] = mount.source.isEmpty ? "anonymous" : mount.source }
            }
        )
        container.definition = create.request
        return container
    }
}
