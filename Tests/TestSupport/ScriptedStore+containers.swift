package import EngineAPI
package import EngineServer
import OrderedCollections
import Synchronization

extension ScriptedStore {
    package func containers(all: Bool, filters: QueryFilters) async throws -> [ContainerSummary] {
        try await reach(.containers)
        try Self.check(filters, known: ["health", "label", "name", "network", "status"])
        return state.withLock { state in
            state.containers.values.filter { container in
                let life = container.inspection.state
                let runs = product == .podman ? life.status == .running : life.isRunning
                return (all || runs) && Self.matches(container, filters)
            }
            .map { container in
                let inspection = container.inspection
                var summary = ContainerSummary(
                    id: inspection.id,
                    name: inspection.name,
                    image: inspection.config.image,
                    imageID: inspection.image,
                    state: inspection.state.status
                )
                summary.status = inspection.state.summary(withHealth: product != .podman)
                summary.labels = inspection.config.labels
                summary.mounts = inspection.mounts
                summary.networkSettings = inspection.networkSettings
                summary.created = inspection.created.seconds
                summary.ports = inspection.networkSettings.ports.bindings.flatMap { port, bindings in
                    bindings.map {
                        .init(
                            hostIP: $0.hostIP,
                            privatePort: port.number,
                            publicPort: UInt16($0.hostPort),
                            transport: port.transport
                        )
                    }
                }
                return summary
            }
        }
    }

    package func inspectContainer(_ container: ContainerID) async throws -> ContainerInspection {
        try await reach(.inspectContainer, name(of: container))
        var inspection = try state.withLock { try $0.container(container).inspection }
        if product == .podman {
            for name in inspection.networkSettings.networks.keys {
                inspection.networkSettings.networks[name]?.networkID = NetworkID(name)
            }
        }
        return inspection
    }

    package func createContainer(
        _ definition: ContainerCreateRequest,
        name: String?,
        platform: String?
    ) async throws -> ContainerCreateResponse {
        try await reach(.createContainer, name ?? "")
        return try state.withLock { state in
            let name = name ?? "unnamed_\(state.nextSerial())"
            if let other = state.containers.values.first(where: { $0.inspection.name == name }) {
                throw BackendError.conflict(
                    "Conflict. The container name \"/\(name)\" is already in use by container \"\(other.inspection.id)\". "
                        + "You have to remove (or rename) that container to be able to reuse that name."
                )
            }
            let image = try state.image(ImageReference(definition.config.image))
            var inspection = ContainerInspection(id: ContainerID(state.nextIdentifier()), name: name, image: image.id)
            inspection.created = state.now()
            inspection.config = definition.config
            if inspection.config.healthcheck == nil { inspection.config.healthcheck = image.config.healthcheck }
            inspection.hostConfig = definition.hostConfig
            inspection.networkSettings.networks = definition.networks
            for network in definition.networks.keys {
                if let known = state.networks.values.first(where: { $0.name == network }) {
                    inspection.networkSettings.networks[network]?.networkID = known.id
                }
            }
            inspection.mounts = definition.hostConfig.mounts.map { mount in
                guard mount.type == .volume else {
                    return MountPoint(type: mount.type, source: mount.source, destination: mount.target)
                }
                let volume = mount.source.isEmpty ? state.nextIdentifier() : mount.source
                state.addVolume(VolumeCreateRequest(name: VolumeName(volume)))
                return MountPoint(type: .volume, name: volume, source: "", destination: mount.target)
            }
            let container = Container(inspection: inspection)
            state.containers[inspection.id] = container
            let script = state.scripts[container.service] ?? Script()
            for line in script.logLines { state.write(line, to: .stdout, in: inspection.id) }
            for (path, text) in script.files.sorted(by: { $0.key < $1.key }) {
                state.put(text, at: path, in: inspection.id)
            }
            state.emit(.create, of: container)
            return ContainerCreateResponse(id: inspection.id)
        }
    }

    package func startContainer(_ container: ContainerID) async throws {
        try await reach(.startContainer, name(of: container))
        try state.withLock { state in
            let found = try state.container(container).inspection
            guard !found.state.isRunning else { throw BackendError.notModified }
            guard found.state.status != .stopping else {
                throw BackendError.system("container \(found.id) must be in Created or Stopped state to be started")
            }
            try state.checkStart(of: found.id)
            state.run(found.id)
        }
        beginMain(of: container)
    }

    package func stopContainer(_ container: ContainerID, timeout: Int?, signal: String?) async throws {
        try await reach(.stopContainer, name(of: container))
        try state.withLock { state in
            let found = try state.container(container)
            let life = found.inspection.state
            guard life.isRunning || life.status == .stopping else { throw BackendError.notModified }
            state.emit(.kill, of: found)
            state.end(found.inspection.id, code: 143, isStop: true)
            state.emit(.stop, of: found)
        }
    }

    package func restartContainer(_ container: ContainerID, timeout: Int?) async throws {
        try await reach(.restartContainer, name(of: container))
        try state.withLock { state in
            let found = try state.container(container)
            if found.inspection.state.isRunning { state.end(found.inspection.id, code: 143, isStop: true) }
            state.run(found.inspection.id)
            state.emit(.restart, of: found)
        }
        beginMain(of: container)
    }

    package func killContainer(_ container: ContainerID, signal: String) async throws {
        try await reach(.killContainer, name(of: container))
        let (id, answer) = try state.withLock { state in
            let found = try state.container(container)
            guard found.inspection.state.isRunning else {
                throw BackendError.conflict(
                    "Cannot kill container: \(container): Container \(found.inspection.id) is not running"
                )
            }
            state.signals.append(signal)
            state.emit(.kill, of: found)
            let answer = signal == "SIGKILL" ? nil : state.scripts[found.service]?.uponSignal
            if answer == nil { state.end(found.inspection.id, code: 137, isStop: true) }
            return (found.inspection.id, answer)
        }
        guard let answer else { return }
        // The test's answer may ask the engine.
        let deeds = answer(signal)
        state.withLock { state in for deed in deeds { state.perform(deed, in: id) } }
    }

    package func pauseContainer(_ container: ContainerID) async throws {
        try await reach(.pauseContainer, name(of: container))
        try state.withLock { state in
            let found = try state.container(container)
            let id = found.inspection.id
            guard found.inspection.state.isRunning else {
                throw BackendError.conflict("Container \(id) is not running")
            }
            guard !found.inspection.state.isPaused else {
                throw BackendError.conflict("Container \(id) is already paused")
            }
            state.containers[id]?.inspection.state.status = .paused
            state.containers[id]?.inspection.state.isPaused = true
            state.emit(.pause, of: found)
        }
    }

    package func unpauseContainer(_ container: ContainerID) async throws {
        try await reach(.unpauseContainer, name(of: container))
        try state.withLock { state in
            let found = try state.container(container)
            let id = found.inspection.id
            guard found.inspection.state.isPaused else { throw BackendError.system("Container \(id) is not paused") }
            state.containers[id]?.inspection.state.status = .running
            state.containers[id]?.inspection.state.isPaused = false
            state.emit(.unpause, of: found)
        }
    }

    package func renameContainer(_ container: ContainerID, to name: String) async throws {
        try await reach(.renameContainer, self.name(of: container))
        try state.withLock { state in
            let id = try state.container(container).inspection.id
            guard !state.containers.values.contains(where: { $0.inspection.name == name }) else {
                throw BackendError.conflict("Conflict. The container name \"/\(name)\" is already in use")
            }
            state.containers[id]?.inspection.slashedName = "/\(name)"
            state.emit(.rename, of: try state.container(id))
        }
    }

    package func removeContainer(_ container: ContainerID, force: Bool, withAnonymousVolumes: Bool) async throws {
        try await reach(.removeContainer, name(of: container))
        try state.withLock { state in
            let found = try state.container(container)
            if found.inspection.state.isRunning {
                guard force else {
                    throw BackendError.conflict(
                        "You cannot remove a running container \(found.inspection.id). "
                            + "Stop the container before attempting removal or force remove"
                    )
                }
                state.end(found.inspection.id, code: 137, isStop: true)
            }
            state.remove(found.inspection.id, withAnonymousVolumes: withAnonymousVolumes)
        }
    }

    package func waitForContainer(
        _ container: ContainerID,
        condition: String
    ) async throws -> BackendStream<ContainerWaitResponse> {
        try await reach(.waitForContainer, name(of: container))
        guard ["not-running", "next-exit", "removed"].contains(condition) else {
            throw BackendError.invalidParameter("invalid condition: \"\(condition)\"")
        }
        let (ends, end) = BackendStream<ContainerWaitResponse>.makeStream(bufferingPolicy: .bufferingNewest(1))
        // Nobody is told.
        if product == .podman {
            return BackendStream<ContainerWaitResponse>(unfolding: { try await Self.never() })
        }
        try state.withLock { state in
            let found = try state.container(container).inspection
            if condition == "not-running" && !found.state.isRunning {
                end.yield(ContainerWaitResponse(statusCode: found.state.exitCode))
                end.finish()
            } else {
                let waiter = ExitWaiter(isForRemoval: condition == "removed", continuation: end)
                state.exitWaiters[found.id, default: []].append(waiter)
            }
        }
        return ends
    }

    /// Waits until it is cancelled.
    private static func never() async throws -> ContainerWaitResponse? {
        let (nothing, continuation) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
        for await _ in nothing {}
        continuation.finish()
        throw CancellationError()
    }

    package func runHealthcheck(of container: ContainerID) async throws -> ContainerHealth {
        let name = name(of: container)
        try await reach(.runHealthcheck, name)
        guard product == .podman else { throw BackendError.notFound("page not found") }
        return try state.withLock { state in
            let found = try state.container(container)
            guard found.inspection.state.isRunning, var health = found.inspection.state.health else {
                throw BackendError.conflict("container \(found.inspection.id) has no defined healthcheck")
            }
            let verdict = state.scripts[found.service]?.check ?? (code: 0, output: "")
            let time = state.now()
            health.log.append(.init(start: time, end: time, exitCode: verdict.code, output: verdict.output))
            health.failingStreak = verdict.code == 0 ? 0 : health.failingStreak + 1
            let retries = found.inspection.config.healthcheck?.retries ?? 3
            if verdict.code == 0 {
                health.status = .healthy
            } else if health.failingStreak >= retries {
                health.status = .unhealthy
            }
            state.containers[found.inspection.id]?.inspection.state.health = health
            // As Podman answers: of this run alone.
            return ContainerHealth(status: verdict.code == 0 ? .healthy : .unhealthy)
        }
    }

    /// The name that a container has now, so that calls by its identifier are recorded by name.
    func name(of container: ContainerID) -> String {
        state.withLock { (try? $0.container(container).inspection.name) ?? container.rawValue }
    }

    private static func matches(_ container: Container, _ filters: QueryFilters) -> Bool {
        filters.values.allSatisfy { key, values in
            switch key {
            case "health": values.contains((container.inspection.state.health?.status ?? .none).rawValue)
            case "label": values.allSatisfy { Self.hasLabel($0, container.inspection.config.labels) }
            case "name": values.contains { container.inspection.name.contains($0) }
            case "network":
                container.inspection.networkSettings.networks.contains { name, endpoint in
                    values.contains(name) || values.contains(endpoint.networkID.rawValue)
                }
            case "status": values.contains(container.inspection.state.status.description)
            default: false
            }
        }
    }

    /// Refuses filters that this engine does not know, which could only be answered wrongly.
    static func check(_ filters: QueryFilters, known: Set<String>) throws(BackendError) {
        for key in filters.values.keys.sorted() where !known.contains(key) {
            throw .invalidParameter("Invalid filter '\(key)'")
        }
    }

    /// Whether there is a label `name`, or `name=value`.
    static func hasLabel(_ text: String, _ labels: [String: String]) -> Bool {
        let sides = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard let value = labels[sides[0]] else { return false }
        return sides.count == 1 || sides[1] == value
    }

    /// A stream of what is there already.
    static func stream<Element: Sendable>(of elements: [Element]) -> BackendStream<Element> {
        let (stream, continuation) = BackendStream<Element>.makeStream()
        for element in elements { continuation.yield(element) }
        continuation.finish()
        return stream
    }
}

extension ContainerState {
    /// The state in the words of a listing.
    fileprivate func summary(withHealth tellsHealth: Bool) -> String {
        switch status {
        case .created: "Created"
        case .exited: "Exited (\(exitCode)) 1 second ago"
        default: (tellsHealth ? health : nil).map { "Up 1 second (\($0.status.rawValue))" } ?? "Up 1 second"
        }
    }
}
