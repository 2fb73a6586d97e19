package import EngineAPI

extension EngineClient {
    /// Has Podman run a container's health check once, and note what came of it.
    ///
    /// - Returns: what the check has found so far, this run included; `nil` where there is no check. The answer to the call
    ///   itself tells of this run only.
    /// - Throws: ``EngineError/notFound(_:message:)`` on engines that have no such call, ``EngineError/conflict(_:message:)``
    ///   where the container does not run.
    /// - Source: Podman's `GET /libpod/containers/{id}/healthcheck`.
    package func runHealthcheck(of container: ContainerID) async throws -> ContainerHealth? {
        let path = "/libpod/containers/\(EngineRequest.segment(container.rawValue))/healthcheck"
        let request = EngineRequest(.get, path, about: .container(container))
        _ = try await call(request)
        return try await inspectContainer(container).state.health
    }
}
