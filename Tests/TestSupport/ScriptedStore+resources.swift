package import EngineAPI
import EngineServer
import OrderedCollections
import Synchronization

extension ScriptedStore {
    package func networks(filters: QueryFilters) async throws -> [NetworkInspection] {
        try await reach(.networks)
        try Self.check(filters, known: ["label", "name"])
        return state.withLock { state in
            state.networks.values.filter { network in
                filters.values.allSatisfy { key, values in
                    switch key {
                    case "name": values.contains { network.name.contains($0) }
                    case "label": values.allSatisfy { Self.hasLabel($0, network.labels) }
                    default: false
                    }
                }
            }
        }
    }

    package func inspectNetwork(_ network: NetworkID) async throws -> NetworkInspection {
        try await reach(.inspectNetwork, name(of: network))
        return try state.withLock { try $0.network(network) }
    }

    package func createNetwork(_ definition: NetworkCreateRequest) async throws -> NetworkCreateResponse {
        try await reach(.createNetwork, definition.name)
        return try state.withLock { state in
            if definition.checkDuplicate, state.networks.values.contains(where: { $0.name == definition.name }) {
                throw BackendError.conflict("network with name \(definition.name) already exists")
            }
            var network = NetworkInspection(
                id: NetworkID(state.nextIdentifier()),
                name: definition.name,
                driver: definition.driver.isEmpty ? "bridge" : definition.driver,
                labels: definition.labels
            )
            network.created = state.now()
            network.options = definition.options
            network.isInternal = definition.isInternal
            network.isAttachable = definition.isAttachable
            network.isIPv6Enabled = definition.isIPv6Enabled ?? false
            network.ipam = definition.ipam ?? network.ipam
            state.networks[network.id] = network
            state.emit(.create, .network, id: network.id.rawValue, ["name": network.name])
            return NetworkCreateResponse(id: network.id)
        }
    }

    package func connect(_ network: NetworkID, _ request: NetworkConnectRequest) async throws {
        try await reach(.connect, name(of: network))
        try state.withLock { state in
            let found = try state.network(network)
            let id = try state.container(request.container).inspection.id
            var endpoint = request.endpointConfig ?? EndpointSettings()
            endpoint.networkID = found.id
            state.containers[id]?.inspection.networkSettings.networks[found.name] = endpoint
        }
    }

    package func disconnect(_ network: NetworkID, _ request: NetworkDisconnectRequest) async throws {
        try await reach(.disconnect, name(of: network))
        try state.withLock { state in
            let found = try state.network(network)
            let id = try state.container(request.container).inspection.id
            state.containers[id]?.inspection.networkSettings.networks[found.name] = nil
        }
    }

    package func removeNetwork(_ network: NetworkID) async throws {
        try await reach(.removeNetwork, name(of: network))
        try state.withLock { state in
            let found = try state.network(network)
            let users = state.containers.values.filter { $0.inspection.networkSettings.networks[found.name] != nil }
            if product == .podman, !users.isEmpty {
                throw BackendError.system("\"\(found.name)\" has associated containers with it: network is being used")
            }
            if users.contains(where: \.inspection.state.isRunning) {
                throw BackendError.forbidden(
                    "error while removing network: network \(found.name) id \(found.id) has active endpoints"
                )
            }
            state.networks[found.id] = nil
            state.emit(.destroy, .network, id: found.id.rawValue, ["name": found.name])
        }
    }

    package func volumes(filters: QueryFilters) async throws -> [VolumeInspection] {
        try await reach(.volumes)
        try Self.check(filters, known: ["label"])
        return state.withLock { state in
            state.volumes.values.filter { volume in
                (filters.values["label"] ?? []).allSatisfy { Self.hasLabel($0, volume.labels) }
            }
        }
    }

    package func inspectVolume(_ volume: VolumeName) async throws -> VolumeInspection {
        try await reach(.inspectVolume, volume.rawValue)
        return try state.withLock { state in
            guard let found = state.volumes[volume] else {
                throw BackendError.notFound("get \(volume): no such volume")
            }
            return found
        }
    }

    package func createVolume(_ definition: VolumeCreateRequest) async throws -> VolumeInspection {
        try await reach(.createVolume, definition.name.rawValue)
        return state.withLock { $0.addVolume(definition) }
    }

    package func removeVolume(_ volume: VolumeName, force: Bool) async throws {
        try await reach(.removeVolume, volume.rawValue)
        try state.withLock { state in
            guard state.volumes[volume] != nil else {
                if force { return }
                throw BackendError.notFound("get \(volume): no such volume")
            }
            if let user = state.containers.values.first(where: { container in
                container.inspection.mounts.contains { $0.name == volume.rawValue }
            }) {
                throw BackendError.conflict(
                    "remove \(volume): volume is in use - [\(user.inspection.id)]"
                )
            }
            state.volumes[volume] = nil
            state.emit(.destroy, .volume, id: volume.rawValue, [:])
        }
    }

    private func name(of network: NetworkID) -> String {
        state.withLock { (try? $0.network(network).name) ?? network.rawValue }
    }
}

extension ScriptedStore.State {
    /// Finds a network by identifier or name.
    func network(_ wanted: NetworkID) throws(BackendError) -> NetworkInspection {
        if let found = networks[wanted] ?? networks.values.first(where: { $0.name == wanted.rawValue }) { return found }
        throw .notFound("network \(wanted) not found")
    }

    /// Makes a volume unless there is one of the name.
    @discardableResult
    mutating func addVolume(_ definition: VolumeCreateRequest) -> VolumeInspection {
        if let found = volumes[definition.name] { return found }
        var volume = VolumeInspection(
            name: definition.name,
            driver: definition.driver.isEmpty ? "local" : definition.driver,
            labels: definition.labels,
            options: definition.driverOpts
        )
        volume.createdAt = now()
        volumes[definition.name] = volume
        emit(.create, .volume, id: definition.name.rawValue, [:])
        return volume
    }
}
