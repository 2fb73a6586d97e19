package import EngineAPI

extension EngineClient {
    /// Lists volumes.
    ///
    /// - Parameter filters: `label`, `name`, `driver`, `dangling`; `name` matches parts of names.
    package func volumes(filters: QueryFilters = [:]) async throws -> [VolumeInspection] {
        var request = EngineRequest(.get, "/volumes", about: .engine)
        request.add(filters)
        return try await call(request, returning: VolumeListResponse.self).volumes
    }

    /// Asks for everything about one volume.
    package func inspectVolume(_ volume: VolumeName) async throws -> VolumeInspection {
        try await call(Self.request(.get, volume), returning: VolumeInspection.self)
    }

    /// Creates a volume, or finds the one that has the name.
    ///
    /// - Throws: ``EngineError/conflict(_:message:)`` where one of the name has another driver.
    package func createVolume(_ definition: VolumeCreateRequest) async throws -> VolumeInspection {
        var request = EngineRequest(.post, "/volumes/create", about: .volume(definition.name))
        try request.setJSON(definition)
        return try await call(request, returning: VolumeInspection.self)
    }

    /// Removes a volume that no container uses.
    ///
    /// - Parameter force: one that does not exist is no error.
    package func removeVolume(_ volume: VolumeName, force: Bool = false) async throws {
        var request = Self.request(.delete, volume)
        request.add("force", if: force)
        _ = try await call(request)
    }

    private static func request(_ method: EngineRequest.Method, _ volume: VolumeName) -> EngineRequest {
        EngineRequest(method, "/volumes/\(EngineRequest.segment(volume.rawValue))", about: .volume(volume))
    }
}
