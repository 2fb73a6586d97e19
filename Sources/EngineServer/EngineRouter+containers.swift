internal import EngineAPI

extension EngineRouter {
    /// Routes what begins with `/containers`.
    ///
    /// - Parameter input: the bytes that come after a request that takes the connection over.
    func routeContainers(
        _ request: ServerRequest,
        _ path: [String],
        _ input: BackendStream<[UInt8]>
    ) async throws -> ServerResponse {
        switch (request.method, path.count, path.last) {
        case ("GET", 1, "json"):
            let found = try await backend.containers(all: request.isSet("all"), filters: try request.filters())
            return try ServerResponse(json: found)
        case ("POST", 1, "create"):
            let response = try await backend.createContainer(
                try request.decodedBody(ContainerCreateRequest.self),
                name: request["name"],
                platform: request.text("platform")
            )
            return try ServerResponse(status: 201, json: response)
        case ("DELETE", 1, let name?):
            try await backend.removeContainer(
                ContainerID(name),
                force: request.isSet("force"),
                withAnonymousVolumes: request.isSet("v")
            )
            return ServerResponse(status: 204)
        case ("POST", 2, "attach"?): return try await attach(request, to: ContainerID(path[0]), input)
        case (_, 2, let call?): return try await route(request, call, of: ContainerID(path[0]))
        default: throw Self.unknown
        }
    }

    private func route(
        _ request: ServerRequest,
        _ call: String,
        of container: ContainerID
    ) async throws -> ServerResponse {
        switch (request.method, call) {
        case ("GET", "json"): return try ServerResponse(json: try await backend.inspectContainer(container))
        case ("GET", "logs"): return try await logs(request, of: container)
        case ("POST", "start"): try await backend.startContainer(container)
        case ("POST", "stop"):
            try await backend.stopContainer(container, timeout: try request.number("t"), signal: request["signal"])
        case ("POST", "restart"): try await backend.restartContainer(container, timeout: try request.number("t"))
        case ("POST", "kill"): try await backend.killContainer(container, signal: request["signal"] ?? "SIGKILL")
        case ("POST", "pause"): try await backend.pauseContainer(container)
        case ("POST", "unpause"): try await backend.unpauseContainer(container)
        case ("POST", "rename"):
            guard let name = request.text("name") else {
                throw BackendError.invalidParameter("a container cannot be renamed to nothing")
            }
            try await backend.renameContainer(container, to: name)
        case ("POST", "wait"):
            let condition = request["condition"] ?? "not-running"
            return ServerResponse(lines: try await backend.waitForContainer(container, condition: condition))
        case ("POST", "resize"):
            let rows = try request.number("h") ?? 0
            try await backend.resizeContainer(container, rows: rows, columns: try request.number("w") ?? 0)
            return ServerResponse(status: 200)
        case ("POST", "exec"):
            let definition = try request.decodedBody(ExecCreateRequest.self)
            return try ServerResponse(status: 201, json: try await backend.createExec(in: container, definition))
        case ("GET", "top"): return try ServerResponse(json: try await backend.processes(of: container))
        case ("GET", "changes"): return try ServerResponse(json: try await backend.changes(in: container))
        case ("GET", "stats"):
            // Left out, it means that more is to come.
            let follows = request["stream"] == nil || request.isSet("stream")
            return ServerResponse(lines: try await backend.statistics(of: container, follows: follows))
        case ("GET", "export"):
            return ServerResponse(bytes: try await backend.export(container), type: "application/octet-stream")
        case ("HEAD", "archive"):
            return try ServerResponse(
                pathStatus: try await backend.status(of: request["path"] ?? "", in: container)
            )
        case ("GET", "archive"):
            let archive = try await backend.archive(from: container, at: request["path"] ?? "")
            return ServerResponse(bytes: archive, type: "application/x-tar")
        case ("PUT", "archive"):
            try await backend.putArchive(
                request.body,
                into: container,
                at: request["path"] ?? "",
                keepsTypes: request.isSet("noOverwriteDirNonDir")
            )
            return ServerResponse(status: 200)
        default: throw Self.unknown
        }
        return ServerResponse(status: 204)
    }

    private func attach(
        _ request: ServerRequest,
        to container: ContainerID,
        _ input: BackendStream<[UInt8]>
    ) async throws -> ServerResponse {
        let query = AttachQuery(
            stdin: request.isSet("stdin"),
            stdout: request.isSet("stdout"),
            stderr: request.isSet("stderr"),
            detachKeys: request["detachKeys"] ?? ""
        )
        let attachment = try await backend.attach(to: container, query)
        var response = ServerResponse(takingOver: request)
        response.body = .raw { write in
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    for try await piece in input { try await attachment.input(piece) }
                    try Task.checkCancellation()
                    try await attachment.input(nil)
                }
                defer { group.cancelAll() }
                for try await frame in attachment.output {
                    try await write(attachment.isTerminal ? frame.bytes : ServerResponse.multiplexed(frame))
                }
            }
        }
        return response
    }

    private func logs(_ request: ServerRequest, of container: ContainerID) async throws -> ServerResponse {
        let query = LogQuery(
            follow: request.isSet("follow"),
            stdout: request.isSet("stdout"),
            stderr: request.isSet("stderr"),
            timestamps: request.isSet("timestamps"),
            // `all` is no number, and means what its absence means.
            tail: request["tail"].flatMap { Int($0) },
            since: try request.instant("since"),
            until: try request.instant("until")
        )
        let isTerminal = try await backend.inspectContainer(container).config.tty
        let frames = try await backend.logs(of: container, query)
        var response = ServerResponse(status: 200)
        response.headers = [("Content-Type", "application/vnd.docker.raw-stream")]
        response.body = .stream { write in
            for try await frame in frames {
                try await write(isTerminal ? frame.bytes : ServerResponse.multiplexed(frame))
            }
        }
        return response
    }

    /// Routes what begins with `/exec`.
    func routeExec(
        _ request: ServerRequest,
        _ path: [String],
        _ input: BackendStream<[UInt8]>
    ) async throws -> ServerResponse {
        guard path.count == 2 else { throw Self.unknown }
        let exec = ExecID(path[0])
        switch (request.method, path[1]) {
        case ("GET", "json"): return try ServerResponse(json: try await backend.inspectExec(exec))
        case ("POST", "resize"):
            let rows = try request.number("h") ?? 0
            try await backend.resizeExec(exec, rows: rows, columns: try request.number("w") ?? 0)
            return ServerResponse(status: 200)
        case ("POST", "start"):
            let start = try request.decodedBody(ExecStartRequest.self)
            let frames = try await backend.startExec(exec, start, input: input)
            // It goes on by itself.
            if start.detach { return ServerResponse(status: 200) }
            var response = ServerResponse(takingOver: request)
            response.body = .raw { write in
                for try await frame in frames {
                    try await write(start.tty ? frame.bytes : ServerResponse.multiplexed(frame))
                }
            }
            return response
        default: throw Self.unknown
        }
    }
}
