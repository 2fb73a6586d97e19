package import EngineAPI
import EngineServer
import OrderedCollections
import Synchronization

extension ScriptedStore {
    /// Ends a container's main process; its restart policy decides what comes then.
    package func exit(_ container: String, code: Int) {
        state.withLock { state in
            guard let found = try? state.container(ContainerID(container)) else { return }
            state.end(found.inspection.id, code: code, isStop: false)
        }
    }

    /// Makes a container one that Podman was told to stop, by somebody who is gone: it ends when that is asked for again.
    package func beginStop(_ container: String) {
        state.withLock { state in
            guard let id = try? state.container(ContainerID(container)).inspection.id else { return }
            state.containers[id]?.inspection.state.status = .stopping
            state.containers[id]?.inspection.state.isRunning = false
        }
    }

    /// Ends a container's main process, and tells nobody.
    package func end(_ container: String, code: Int) {
        state.withLock { state in
            guard let id = try? state.container(ContainerID(container)).inspection.id else { return }
            state.containers[id]?.inspection.state = ContainerState(status: .exited, exitCode: code)
        }
    }

    /// Gives the engine's verdict on a container's health check.
    ///
    /// - Parameter probe: its last try: the code, and what it wrote.
    package func setHealth(_ container: String, _ status: HealthStatus, probe: (code: Int, output: String)? = nil) {
        state.withLock { state in
            guard let found = try? state.container(ContainerID(container)) else { return }
            state.setHealth(found.inspection.id, status, probe: probe)
        }
    }

    /// The names of the containers that run, in the order in which they were created.
    package var running: [String] {
        state.withLock { $0.containers.values.filter { $0.inspection.state.isRunning }.map(\.inspection.name) }
    }

    /// How often a container was started; 0 for one that is not there.
    package func starts(of container: String) -> Int {
        state.withLock { (try? $0.container(ContainerID(container)).starts) ?? 0 }
    }

    /// The identifier of a container; `nil` for one that is not there.
    package func identifier(of container: String) -> ContainerID? {
        state.withLock { try? $0.container(ContainerID(container)).inspection.id }
    }

    /// The names of all containers, in the order in which they were created.
    package var containerNames: [String] { state.withLock { $0.containers.values.map(\.inspection.name) } }
    /// The names of all networks.
    package var networkNames: [String] { state.withLock { $0.networks.values.map(\.name) } }
    /// The names of all volumes.
    package var volumeNames: [String] { state.withLock { $0.volumes.keys.map(\.rawValue) } }
    /// The references of all images.
    package var imageNames: [String] { state.withLock { $0.images.keys.map(\.rawValue).sorted() } }
}

extension ScriptedStore.State {
    /// Finds a container by name, identifier, or the beginning of it.
    func container(_ wanted: ContainerID) throws(BackendError) -> ScriptedStore.Container {
        if let found = containers[wanted] { return found }
        let name = wanted.rawValue.hasPrefix("/") ? String(wanted.rawValue.dropFirst()) : wanted.rawValue
        if let found = containers.values.first(where: { $0.inspection.name == name }) { return found }
        if name.count >= 12, let found = containers.values.first(where: { $0.inspection.id.rawValue.hasPrefix(name) }) {
            return found
        }
        throw .notFound("No such container: \(wanted)")
    }

    /// The networks that every engine has.
    private static let predefinedNetworks: Set = ["default", "bridge", "host", "none"]

    /// Refuses a start for which something is missing or taken.
    func checkStart(of id: ContainerID) throws(BackendError) {
        guard let container = containers[id] else { throw .notFound("No such container: \(id)") }
        if case .cannotRun? = scripts[container.service]?.main {
            let program = container.inspection.config.cmd?.first ?? ""
            throw .invalidParameter(
                "failed to create shim: OCI runtime create failed: container_linux.go:380: starting container process "
                    + "caused: exec: \"\(program)\": executable file not found in $PATH: unknown"
            )
        }
        for network in container.inspection.networkSettings.networks.keys.sorted()
        where !Self.predefinedNetworks.contains(network) && !networks.values.contains(where: { $0.name == network }) {
            throw .notFound("network \(network) not found")
        }
        let taken = Set(
            containers.values.filter { $0.inspection.id != id && $0.inspection.state.isRunning }
                .flatMap { $0.inspection.hostConfig.portBindings.bindings.values.joined().map(\.hostPort) }
        )
        for binding in container.inspection.hostConfig.portBindings.bindings.values.joined()
        where !binding.hostPort.isEmpty && taken.contains(binding.hostPort) {
            throw .system(
                "driver failed programming external connectivity on endpoint \(container.inspection.name): "
                    + "Bind for 0.0.0.0:\(binding.hostPort) failed: port is already allocated"
            )
        }
    }

    /// Starts a container, and lets happen what the test says of this start.
    mutating func run(_ id: ContainerID, isRestart: Bool = false) {
        guard var container = containers[id] else { return }
        let hasCheck = container.inspection.config.healthcheck.map { $0.test.first != "NONE" && !$0.test.isEmpty }
        var started = ContainerState(
            status: .running,
            health: hasCheck ?? false ? ContainerHealth(status: .starting) : nil
        )
        started.startedAt = now()
        started.pid = nextSerial()
        container.inspection.state = started
        container.inspection.networkSettings.ports = container.inspection.hostConfig.portBindings
        container.inspection.restartCount = isRestart ? container.inspection.restartCount + 1 : 0
        container.starts += 1
        container.wasStopped = false
        containers[id] = container
        emit(.start, of: container)
        let fates = scripts[container.service]?.fates ?? []
        guard fates.indices.contains(container.starts - 1) else { return }
        for fate in fates[container.starts - 1] {
            switch fate {
            case .exits(let code): end(id, code: code, isStop: false)
            case .runsOutOfMemory: end(id, code: 137, isStop: false, isOutOfMemory: true)
            case .becomes(let status): setHealth(id, status, probe: nil)
            }
        }
    }

    /// Ends a container's main process.
    ///
    /// - Parameter isStop: whether somebody asked for it, so that no restart policy applies.
    mutating func end(_ id: ContainerID, code: Int, isStop: Bool, isOutOfMemory: Bool = false) {
        guard var container = containers[id] else { return }
        guard container.inspection.state.isRunning || container.inspection.state.status == .stopping else { return }
        let policy = container.inspection.hostConfig.restartPolicy
        let attempts = container.inspection.restartCount
        let comesBack =
            switch policy?.name {
            case .always, .unlessStopped: !isStop
            case .onFailure:
                !isStop && code != 0
                    && (policy?.maximumRetryCount == 0 || attempts < policy?.maximumRetryCount ?? 0)
            case .no, nil: false
            }
        var ended = ContainerState(status: .exited, exitCode: code)
        ended.startedAt = container.inspection.state.startedAt
        ended.finishedAt = now()
        ended.wasOOMKilled = isOutOfMemory
        container.inspection.state = ended
        container.inspection.networkSettings.ports = [:]
        container.wasStopped = isStop
        (container.hasBegun, container.unread) = (false, [])
        containers[id] = container
        if isOutOfMemory { emit(.oom, of: container) }
        emit(.die, of: container, ["exitCode": String(code)])
        tellWaiters(of: id, code: code, isRemoved: false)
        for follower in followers.values where follower.container == id { follower.continuation.finish() }
        followers = followers.filter { $0.value.container != id }
        for follower in usageFollowers.values where follower.container == id { follower.continuation.finish() }
        usageFollowers = usageFollowers.filter { $0.value.container != id }
        disconnect(from: id)
        for (exec, process) in execs where process.container == id && process.inspection.isRunning {
            execs[exec]?.inspection.isRunning = false
            execs[exec]?.inspection.exitCode = 137
            process.killer?.finish()
        }
        if comesBack {
            run(id, isRestart: true)
        } else if container.inspection.hostConfig.autoRemove && !namesEventsLikePodman {
            // What cleans up after Podman needs systemd, which is not everywhere.
            remove(id, withAnonymousVolumes: true)
        }
    }

    /// Removes a container that does not run; nothing where there is none any more.
    mutating func remove(_ id: ContainerID, withAnonymousVolumes: Bool) {
        guard let found = containers[id] else { return }
        tellWaiters(of: id, code: found.inspection.state.exitCode, isRemoved: true)
        disconnect(from: id)
        containers[id] = nil
        if withAnonymousVolumes {
            for mount in found.inspection.mounts where mount.name.count == 64 { volumes[VolumeName(mount.name)] = nil }
        }
        emit(.destroy, of: found)
    }

    /// Tells those that wait for a container's end that it has come.
    mutating func tellWaiters(of id: ContainerID, code: Int, isRemoved: Bool) {
        let waiters = exitWaiters.removeValue(forKey: id) ?? []
        exitWaiters[id] = waiters.filter { $0.isForRemoval && !isRemoved }
        for waiter in waiters where !waiter.isForRemoval || isRemoved {
            waiter.continuation.yield(ContainerWaitResponse(statusCode: code))
            waiter.continuation.finish()
        }
    }

    /// Gives the engine's verdict on a health check.
    mutating func setHealth(_ id: ContainerID, _ status: HealthStatus, probe: (code: Int, output: String)?) {
        let time = now()
        guard containers[id]?.inspection.state.isRunning ?? false else { return }
        let log = probe.map { [ContainerHealth.Probe(start: time, end: time, exitCode: $0.code, output: $0.output)] }
        containers[id]?.inspection.state.health = ContainerHealth(status: status, log: log ?? [])
        if let container = containers[id] { emit(.healthStatus(status), of: container) }
    }
}
