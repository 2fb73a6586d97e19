package import EngineAPI

extension EngineClient {
    /// Lists networks, without the containers in them.
    ///
    /// - Parameter filters: `label`, `name`, `driver` and others; `name` matches parts of names.
    package func networks(filters: QueryFilters = [:]) async throws -> [NetworkInspection] {
        var request = EngineRequest(.get, "/networks", about: .engine)
        request.add(filters)
        return try await call(request, returning: [NetworkInspection].self)
    }

    /// Asks for everything about one network.
    package func inspectNetwork(_ network: NetworkID) async throws -> NetworkInspection {
        try await call(Self.request(.get, network), returning: NetworkInspection.self)
    }

    /// Creates a network.
    ///
    /// - Throws: ``EngineError/conflict(_:message:)`` where there is one of the name.
    package func createNetwork(_ definition: NetworkCreateRequest) async throws -> NetworkCreateResponse {
        var request = EngineRequest(.post, "/networks/create", about: .network(NetworkID(definition.name)))
        try request.setJSON(definition)
        return try await call(request, returning: NetworkCreateResponse.self)
    }

    /// Removes a network that no container is in.
    ///
    /// - Throws: ``EngineError/conflict(_:message:)`` where containers are in it and the engine tells of a failure only, as
    ///   Podman does; Docker says that it is forbidden.
    package func removeNetwork(_ network: NetworkID) async throws {
        do {
            _ = try await call(Self.request(.delete, network))
        } catch EngineError.rejected(let request, 500, let message) {
            let users = try? await containers(filters: ["network": [network.rawValue]])
            if let users, !users.isEmpty { throw EngineError.conflict(.network(network), message: message) }
            throw EngineError.rejected(request: request, status: 500, message: message)
        }
    }

    /// Lets a container join a network.
    ///
    /// - Throws: ``EngineError/notFound(_:message:)`` with the one of the two that does not exist.
    package func connect(
        _ container: ContainerID,
        to network: NetworkID,
        _ settings: EndpointSettings = EndpointSettings()
    ) async throws {
        var request = Self.request(.post, network, "connect")
        try request.setJSON(NetworkConnectRequest(container: container, endpointConfig: settings))
        do {
            _ = try await call(request)
        } catch EngineError.notFound(_, let message) {
            _ = try await inspectNetwork(network)
            throw EngineError.notFound(.container(container), message: message)
        }
    }

    /// Lets a container leave a network.
    ///
    /// - Parameter force: go on although the container cannot be reached.
    package func disconnect(
        _ container: ContainerID,
        from network: NetworkID,
        force: Bool = false
    ) async throws {
        var request = Self.request(.post, network, "disconnect")
        try request.setJSON(NetworkDisconnectRequest(container: container, force: force))
        _ = try await call(request)
    }

    private static func request(
        _ method: EngineRequest.Method,
        _ network: NetworkID,
        _ part: String? = nil
    ) -> EngineRequest {
        let path = "/networks/\(EngineRequest.segment(network.rawValue))"
        return EngineRequest(method, part.map { "\(path)/\($0)" } ?? path, about: .network(network))
    }
}
