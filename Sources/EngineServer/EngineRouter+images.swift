internal import EngineAPI

extension EngineRouter {
    /// Routes what begins with `/images`; the names of images contain slashes.
    func routeImages(_ request: ServerRequest, _ path: [String]) async throws -> ServerResponse {
        switch (request.method, path.last) {
        case ("GET", "json") where path.count == 1:
            return try ServerResponse(json: try await backend.images(filters: try request.filters()))
        case ("POST", "create") where path.count == 1: return try await create(request)
        case ("GET", "json"):
            return try ServerResponse(json: try await backend.inspectImage(Self.image(path.dropLast())))
        case ("POST", "tag") where path.count > 1:
            let name = Self.reference(request["repo"] ?? "", tag: request["tag"])
            try await backend.tagImage(Self.image(path.dropLast()), as: name)
            return ServerResponse(status: 201)
        case ("POST", "push") where path.count > 1:
            return ServerResponse(
                lines: try await backend.pushImage(
                    Self.reference(path.dropLast().joined(separator: "/"), tag: request["tag"]),
                    authorization: request.headers["x-registry-auth"]
                )
            )
        case ("DELETE", .some):
            try await backend.removeImage(Self.image(path[...]), force: request.isSet("force"))
            return try ServerResponse(json: [[String: String]]())
        default: throw Self.unknown
        }
    }

    private func create(_ request: ServerRequest) async throws -> ServerResponse {
        if let repository = request.text("fromImage") {
            return ServerResponse(
                lines: try await backend.pullImage(
                    Self.reference(repository, tag: request["tag"]),
                    platform: request.text("platform"),
                    authorization: request.headers["x-registry-auth"]
                )
            )
        }
        guard request["fromSrc"] == "-" else {
            throw BackendError.notImplemented("images are imported from the request's body only")
        }
        return ServerResponse(
            lines: try await backend.importImage(
                as: Self.reference(request["repo"] ?? "", tag: request["tag"]),
                changes: request.values(of: "changes"),
                rootFileSystem: request.body
            )
        )
    }

    /// Makes an image of what a container has changed.
    func commit(_ request: ServerRequest) async throws -> ServerResponse {
        guard let container = request.text("container") else {
            throw BackendError.invalidParameter("no container is named")
        }
        var options = CommitOptions()
        options.reference = request.text("repo").map { Self.reference($0, tag: request["tag"]) }
        options.author = request["author"] ?? ""
        options.comment = request["comment"] ?? ""
        options.changes = request.values(of: "changes")
        // Left out, it means that the container stands still.
        options.pausesContainer = request["pause"] == nil || request.isSet("pause")
        return try ServerResponse(status: 201, json: try await backend.commit(ContainerID(container), options))
    }

    /// What is to be built.
    func buildOptions(of request: ServerRequest) throws -> BuildOptions {
        var options = BuildOptions(
            builder: request["version"] == "2" ? .buildKit : .classic,
            dockerfile: request.text("dockerfile") ?? "Dockerfile",
            tags: request.values(of: "t").map { ImageReference($0) }
        )
        options.target = request.text("target")
        options.buildArgs = try request.decodedParameter("buildargs", [String: String?].self) ?? [:]
        options.labels = try request.decodedParameter("labels", [String: String].self) ?? [:]
        options.cacheFrom = try request.decodedParameter("cachefrom", [ImageReference].self) ?? []
        options.extraHosts = request.values(of: "extrahosts")
        options.noCache = request.isSet("nocache")
        options.pull = request.isSet("pull")
        options.networkMode = request["networkmode"]
        options.shmSize = try request.number("shmsize").map { Int64($0) }
        options.platform = request.text("platform")
        options.remote = request.text("remote")
        options.session = request.text("session")
        return options
    }

    private static func image(_ segments: ArraySlice<String>) -> ImageReference {
        ImageReference(segments.joined(separator: "/"))
    }

    /// A repository with its tag, or with its digest, which the API calls a tag as well.
    private static func reference(_ repository: String, tag: String?) -> ImageReference {
        guard let tag, !tag.isEmpty else { return ImageReference(repository) }
        return ImageReference(tag.contains(":") ? "\(repository)@\(tag)" : "\(repository):\(tag)")
    }
}
