internal import EngineAPI

extension EngineRouter {
    /// Routes what begins with `/networks`.
    func routeNetworks(_ request: ServerRequest, _ path: [String]) async throws -> ServerResponse {
        switch (request.method, path.count, path.last) {
        case ("GET", 0, _):
            return try ServerResponse(json: try await backend.networks(filters: try request.filters()))
        case ("POST", 1, "create"):
            let definition = try request.decodedBody(NetworkCreateRequest.self)
            return try ServerResponse(status: 201, json: try await backend.createNetwork(definition))
        case ("GET", 1, let name?):
            return try ServerResponse(json: try await backend.inspectNetwork(NetworkID(name)))
        case ("DELETE", 1, let name?):
            try await backend.removeNetwork(NetworkID(name))
            return ServerResponse(status: 204)
        case ("POST", 2, "connect"):
            try await backend.connect(NetworkID(path[0]), try request.decodedBody(NetworkConnectRequest.self))
            return ServerResponse(status: 200)
        case ("POST", 2, "disconnect"):
            try await backend.disconnect(NetworkID(path[0]), try request.decodedBody(NetworkDisconnectRequest.self))
            return ServerResponse(status: 200)
        default: throw Self.unknown
        }
    }

    /// Routes what begins with `/volumes`.
    func routeVolumes(_ request: ServerRequest, _ path: [String]) async throws -> ServerResponse {
        switch (request.method, path.count, path.last) {
        case ("GET", 0, _):
            let found = try await backend.volumes(filters: try request.filters())
            return try ServerResponse(json: VolumeListResponse(volumes: found))
        case ("POST", 1, "create"):
            let definition = try request.decodedBody(VolumeCreateRequest.self)
            return try ServerResponse(status: 201, json: try await backend.createVolume(definition))
        case ("GET", 1, let name?):
            return try ServerResponse(json: try await backend.inspectVolume(VolumeName(name)))
        case ("DELETE", 1, let name?):
            try await backend.removeVolume(VolumeName(name), force: request.isSet("force"))
            return ServerResponse(status: 204)
        default: throw Self.unknown
        }
    }
}
