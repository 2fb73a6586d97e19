internal import EngineAPI

/// Finds the call of the backend that a request means, and makes an answer of its result.
struct EngineRouter: Sendable {
    let backend: any EngineBackend

    /// Answers a request; what the backend throws becomes an answer, too.
    ///
    /// - Parameter input: the bytes that come after a request that takes the connection over.
    func answer(_ request: ServerRequest, input: BackendStream<[UInt8]>) async -> ServerResponse {
        var response: ServerResponse
        do {
            response = try await route(request, input)
        } catch {
            response = ServerResponse(error)
        }
        // Its answer has no body, not even that of an error.
        if request.method == "HEAD" { response.body = .bytes([]) }
        return response
    }

    private func route(_ request: ServerRequest, _ input: BackendStream<[UInt8]>) async throws -> ServerResponse {
        let rest = Array(request.path.dropFirst())
        switch request.path.first {
        case "_ping" where rest.isEmpty: return try await ping(request)
        case "version" where rest.isEmpty && request.method == "GET":
            return try ServerResponse(json: try await backend.version())
        case "info" where rest.isEmpty && request.method == "GET":
            return try ServerResponse(json: try await backend.information())
        case "events" where rest.isEmpty && request.method == "GET":
            let query = EventQuery(
                filters: try request.filters(),
                since: try request.instant("since"),
                until: try request.instant("until")
            )
            return ServerResponse(lines: try await backend.events(query))
        case "build" where rest.isEmpty && request.method == "POST":
            return ServerResponse(
                lines: try await backend.build(try buildOptions(of: request), context: request.body)
            )
        case "build" where rest == ["prune"] && request.method == "POST":
            return try ServerResponse(json: try await backend.removeBuildCache())
        case "system" where rest == ["df"] && request.method == "GET":
            let kinds = request.values(of: "type").compactMap { DiskUsage.Kind(rawValue: $0) }
            return try ServerResponse(json: try await backend.diskUsage(of: kinds))
        case "session" where rest.isEmpty && request.method == "POST" && request.takesConnectionOver:
            return Self.session(input)
        case "commit" where rest.isEmpty && request.method == "POST": return try await commit(request)
        case "libpod" where rest.count == 3 && rest[0] == "containers" && rest[2] == "healthcheck":
            return try ServerResponse(json: try await backend.runHealthcheck(of: ContainerID(rest[1])))
        case "containers": return try await routeContainers(request, rest, input)
        case "exec": return try await routeExec(request, rest, input)
        case "images": return try await routeImages(request, rest)
        case "networks": return try await routeNetworks(request, rest)
        case "volumes": return try await routeVolumes(request, rest)
        default: throw Self.unknown
        }
    }

    private func ping(_ request: ServerRequest) async throws -> ServerResponse {
        let version = try await backend.version()
        var response = ServerResponse(status: 200)
        response.headers = [
            ("Api-Version", "\(version.apiVersion)"), ("Ostype", version.os.isEmpty ? "linux" : version.os),
            ("Content-Type", "text/plain; charset=utf-8"),
        ]
        if version.isPodman { response.headers.append(("Libpod-Api-Version", version.version)) }
        response.body = .bytes(Array("OK".utf8))
        return response
    }

    /// A session of builds: nothing is asked of the client, for as long as it stays.
    private static func session(_ input: BackendStream<[UInt8]>) -> ServerResponse {
        var response = ServerResponse(status: 101)
        response.headers = [("Connection", "Upgrade"), ("Upgrade", "h2c")]
        response.body = .raw { _ in for try await _ in input {} }
        return response
    }

    /// What a request gets that no call has the form of, in the engine's words.
    static let unknown = BackendError.notFound("page not found")
}
