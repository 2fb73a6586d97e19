package import EngineAPI

extension EngineClient {
    /// Lists containers.
    ///
    /// - Parameters:
    ///   - all: also those that do not run; paused and restarting ones do.
    ///   - filters: `label`, `status`, `name`, `network`, `volume` and others.
    package func containers(all: Bool = true, filters: QueryFilters = [:]) async throws -> [ContainerSummary] {
        var request = EngineRequest(.get, "/containers/json", about: .engine)
        let listsThemselves = if all { true } else { try await capabilities.has(.pausedAmongRunning) }
        request.add("all", if: all || !listsThemselves)
        request.add(filters)
        let list = request
        let found = try await steadily { try await call(list, reading: [ContainerSummary].self) }
        return listsThemselves
            ? found : found.filter { [.running, .stopping, .paused, .restarting].contains($0.state) }
    }

    /// Asks for everything about one container.
    package func inspectContainer(_ container: ContainerID) async throws -> ContainerInspection {
        try await steadily {
            try await call(Self.request(.get, container, "json"), returning: ContainerInspection.self)
        }
    }

    /// Asks again where the engine may have failed because a container was removed while it looked at it.
    private func steadily<Answer: Sendable>(_ ask: () async throws -> Answer) async throws -> Answer {
        for _ in 0..<3 {
            do {
                return try await ask()
            } catch let error as EngineError {
                guard case .rejected(_, 500, _) = error, try await !capabilities.has(.steadyReading) else {
                    throw error
                }
            }
        }
        return try await ask()
    }

    /// Creates a container.
    ///
    /// - Parameters:
    ///   - name: without a slash; `nil` lets the engine choose one.
    ///   - platform: such as `linux/arm64`; `nil` is the engine's own.
    /// - Throws: ``EngineError/notFound(_:message:)`` with the image, ``EngineError/conflict(_:message:)`` with the name.
    package func createContainer(
        _ definition: ContainerCreateRequest,
        name: String?,
        platform: String? = nil
    ) async throws -> ContainerCreateResponse {
        let image = ImageReference(definition.config.image)
        var request = EngineRequest(.post, "/containers/create", about: .image(image))
        request.add("name", name)
        request.add("platform", platform)
        try request.setJSON(definition)
        do {
            return try await call(request, returning: ContainerCreateResponse.self)
        } catch EngineError.conflict(_, let message) {
            throw EngineError.conflict(.container(ContainerID(name ?? "")), message: message)
        }
    }

    /// Starts a container; one that runs already stays as it is.
    ///
    /// - Throws: ``EngineError/portInUse(_:container:message:)``, ``EngineError/notFound(_:message:)`` where the container
    ///   does not exist, ``EngineError/rejected(request:status:message:)`` where something it needs does not exist, such
    ///   as a network.
    package func startContainer(_ container: ContainerID) async throws {
        let request = Self.request(.post, container, "start")
        do {
            _ = try await call(request)
        } catch EngineError.notFound(_, let message) {
            // The engine answers 404 in both cases: the container tells which one it is.
            _ = try await inspectContainer(container)
            throw EngineError.rejected(request: request.summary, status: 404, message: message)
        }
    }

    /// Asks a container to stop, waits, and kills it when it has not stopped; one that does not run stays as it is.
    ///
    /// - Parameters:
    ///   - gracePeriod: in whole seconds, rounded up; `nil` takes the container's own.
    ///   - signal: instead of the container's stop signal; since API 1.42.
    package func stopContainer(
        _ container: ContainerID,
        gracePeriod: Duration? = nil,
        signal: String? = nil
    ) async throws {
        var request = Self.request(.post, container, "stop")
        request.add("t", gracePeriod.map(Self.wholeSeconds))
        request.add("signal", signal)
        request.timeLimit = gracePeriod.map { .extended(by: $0) } ?? .none
        _ = try await call(request)
    }

    /// Stops and starts a container.
    ///
    /// - Parameter gracePeriod: in whole seconds, rounded up; `nil` takes the container's own.
    package func restartContainer(_ container: ContainerID, gracePeriod: Duration? = nil) async throws {
        var request = Self.request(.post, container, "restart")
        request.add("t", gracePeriod.map(Self.wholeSeconds))
        request.timeLimit = gracePeriod.map { .extended(by: $0) } ?? .none
        _ = try await call(request)
    }

    /// Sends a signal to a container's main process.
    ///
    /// - Throws: ``EngineError/conflict(_:message:)`` where it does not run.
    package func killContainer(_ container: ContainerID, signal: String = "SIGKILL") async throws {
        var request = Self.request(.post, container, "kill")
        request.add("signal", signal)
        _ = try await call(request)
    }

    /// Removes a container.
    ///
    /// - Parameters:
    ///   - force: kill it if it runs.
    ///   - withAnonymousVolumes: remove the volumes that were made for it and have no name.
    package func removeContainer(
        _ container: ContainerID,
        force: Bool = false,
        withAnonymousVolumes: Bool = false
    ) async throws {
        var request = Self.request(.delete, container)
        request.add("force", if: force)
        request.add("v", if: withAnonymousVolumes)
        _ = try await call(request)
    }

    /// Gives a container another name.
    package func renameContainer(_ container: ContainerID, to name: String) async throws {
        var request = Self.request(.post, container, "rename")
        request.add("name", name)
        _ = try await call(request)
    }

    /// Freezes a container's processes.
    ///
    /// - Throws: ``EngineError/conflict(_:message:)`` where it does not run, or is paused already.
    package func pauseContainer(_ container: ContainerID) async throws {
        _ = try await call(Self.request(.post, container, "pause"))
    }

    /// Lets the processes of a paused container go on.
    ///
    /// - Throws: ``EngineError/rejected(request:status:message:)`` where it is not paused.
    package func unpauseContainer(_ container: ContainerID) async throws {
        _ = try await call(Self.request(.post, container, "unpause"))
    }

    /// Which part of a container's output to read.
    package struct LogOptions: Hashable, Sendable {
        /// Whether to go on with what is written from now on.
        package var follow: Bool
        /// How many of the last lines; `nil` is all.
        package var tail: Int?
        /// From when on.
        package var since: EngineTimestamp?
        /// Until when.
        package var until: EngineTimestamp?
        /// Whether the engine puts a time and a space before each line.
        package var timestamps: Bool
        /// Whether to read standard output.
        package var stdout: Bool
        /// Whether to read standard error.
        package var stderr: Bool
        /// Whether the container has a terminal; `nil` asks the engine.
        package var isTerminal: Bool?

        /// Creates options; without arguments for everything that has been written.
        package init(
            follow: Bool = false,
            tail: Int? = nil,
            since: EngineTimestamp? = nil,
            until: EngineTimestamp? = nil,
            timestamps: Bool = false,
            stdout: Bool = true,
            stderr: Bool = true,
            isTerminal: Bool? = nil
        ) {
            self.follow = follow
            self.tail = tail
            self.since = since
            self.until = until
            self.timestamps = timestamps
            self.stdout = stdout
            self.stderr = stderr
            self.isTerminal = isTerminal
        }
    }

    /// Reads a container's output.
    ///
    /// - Ownership: see ``OutputFrames``.
    package func logs(of container: ContainerID, _ options: LogOptions = LogOptions()) async throws -> OutputFrames {
        let isTerminal =
            if let known = options.isTerminal { known } else { try await inspectContainer(container).config.tty }
        var request = Self.request(.get, container, "logs")
        request.add("follow", if: options.follow)
        request.add("stdout", if: options.stdout)
        request.add("stderr", if: options.stderr)
        request.add("timestamps", if: options.timestamps)
        request.add("tail", options.tail.map(String.init))
        request.add("since", options.since.map(Self.unixTime))
        request.add("until", options.until.map(Self.unixTime))
        let bytes = try await stream(request)
        return OutputFrames(bytes: bytes, isTerminal: isTerminal, summary: request.summary)
    }

    /// Lists the processes of a running container.
    ///
    /// - Throws: ``EngineError/conflict(_:message:)`` where it does not run.
    package func processes(of container: ContainerID) async throws -> ContainerProcesses {
        var request = Self.request(.get, container, "top")
        if try await !capabilities.has(.processes) {
            // By these names Podman lists them itself; for others it runs the container's own 'ps'.
            request.add("ps_args", "user,pid,ppid,pcpu,etime,tty,time,args")
        }
        let (_, body) = try await call(request)
        // That is how Podman says it.
        guard !body.isEmpty else { throw EngineError.conflict(request.object, message: "the container does not run") }
        return try Self.decode(ContainerProcesses.self, body, request: request)
    }

    /// Lists what of a container's file system is not as in its image; what is mounted does not count.
    ///
    /// - Source: `GET /containers/{id}/changes`.
    package func changes(in container: ContainerID) async throws -> [PathChange] {
        // Without any change, Docker answers `null`.
        try await call(Self.request(.get, container, "changes"), returning: [PathChange]?.self) ?? []
    }

    static func request(
        _ method: EngineRequest.Method,
        _ container: ContainerID,
        _ part: String? = nil
    ) -> EngineRequest {
        let path = "/containers/\(EngineRequest.segment(container.rawValue))"
        return EngineRequest(method, part.map { "\(path)/\($0)" } ?? path, about: .container(container))
    }

    static func wholeSeconds(_ duration: Duration) -> String {
        let (seconds, attoseconds) = duration.components
        return String(attoseconds > 0 ? seconds + 1 : seconds)
    }
}
