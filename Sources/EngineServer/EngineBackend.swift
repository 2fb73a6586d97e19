package import EngineAPI

/// What an engine can do, one method for each call of its API: what ``EngineServer`` puts behind a socket.
///
/// Objects are named as in the API: a container, network or image by its name, its identifier or the beginning of it.
/// All methods throw ``BackendError``; any other error counts as a failure of the engine itself.
///
/// - Source: Docker Engine API 1.41.
package protocol EngineBackend: Sendable {
    /// `GET /version`, and what `GET /_ping` says in its headers.
    func version() async throws -> EngineVersion
    /// `GET /info`.
    func information() async throws -> SystemInformation
    /// `GET /system/df`.
    ///
    /// - Parameter kinds: what is asked for; empty means everything.
    func diskUsage(of kinds: [DiskUsage.Kind]) async throws -> DiskUsage
    /// `POST /build/prune`, with `all`.
    func removeBuildCache() async throws -> BuildCacheRemoval
    /// `GET /events`: what happens from the moment in which this returns; nothing in between is missed.
    func events(_ query: EventQuery) async throws -> BackendStream<EngineEvent>

    /// `GET /containers/json`.
    func containers(all: Bool, filters: QueryFilters) async throws -> [ContainerSummary]
    /// `GET /containers/{id}/json`.
    func inspectContainer(_ container: ContainerID) async throws -> ContainerInspection
    /// `POST /containers/create`; a `nil` name lets the engine choose one.
    func createContainer(
        _ definition: ContainerCreateRequest,
        name: String?,
        platform: String?
    ) async throws -> ContainerCreateResponse
    /// `POST /containers/{id}/start`; ``BackendError/notModified`` where it runs already.
    func startContainer(_ container: ContainerID) async throws
    /// `POST /containers/{id}/stop`; ``BackendError/notModified`` where it does not run.
    ///
    /// - Parameters:
    ///   - timeout: in seconds; `nil` is the container's own setting.
    ///   - signal: `nil` is the container's stop signal.
    func stopContainer(_ container: ContainerID, timeout: Int?, signal: String?) async throws
    /// `POST /containers/{id}/restart`, with the timeout in seconds.
    func restartContainer(_ container: ContainerID, timeout: Int?) async throws
    /// `POST /containers/{id}/kill`.
    func killContainer(_ container: ContainerID, signal: String) async throws
    /// `POST /containers/{id}/pause`.
    func pauseContainer(_ container: ContainerID) async throws
    /// `POST /containers/{id}/unpause`.
    func unpauseContainer(_ container: ContainerID) async throws
    /// `POST /containers/{id}/rename`.
    func renameContainer(_ container: ContainerID, to name: String) async throws
    /// `DELETE /containers/{id}`.
    func removeContainer(_ container: ContainerID, force: Bool, withAnonymousVolumes: Bool) async throws
    /// `POST /containers/{id}/wait`: one element, once the container has ended; an end is not missed from the moment in which
    /// this returns.
    ///
    /// - Parameter condition: `not-running`, `next-exit` or `removed`.
    func waitForContainer(
        _ container: ContainerID,
        condition: String
    ) async throws -> BackendStream<ContainerWaitResponse>
    /// `POST /containers/{id}/attach`: nothing that the main process writes is missed from the moment in which this returns.
    func attach(to container: ContainerID, _ query: AttachQuery) async throws -> BackendAttachment
    /// `POST /containers/{id}/resize`, in characters.
    func resizeContainer(_ container: ContainerID, rows: Int, columns: Int) async throws
    /// `GET /libpod/containers/{id}/healthcheck`, which only Podman has: runs the health check once, and
    /// tells what came of this run.
    func runHealthcheck(of container: ContainerID) async throws -> ContainerHealth
    /// `GET /containers/{id}/logs`.
    func logs(of container: ContainerID, _ query: LogQuery) async throws -> BackendStream<LogFrame>
    /// `GET /containers/{id}/top`.
    func processes(of container: ContainerID) async throws -> ContainerProcesses
    /// `GET /containers/{id}/changes`.
    func changes(in container: ContainerID) async throws -> [PathChange]
    /// `GET /containers/{id}/stats`.
    ///
    /// - Parameter follows: whether to go on until the container ends; else there is one element.
    func statistics(of container: ContainerID, follows: Bool) async throws -> BackendStream<ContainerStatistics>
    /// `HEAD /containers/{id}/archive`; of a symbolic link itself.
    func status(of path: String, in container: ContainerID) async throws -> PathStatus
    /// `GET /containers/{id}/export`: a tar archive in pieces.
    func export(_ container: ContainerID) async throws -> BackendStream<[UInt8]>
    /// `GET /containers/{id}/archive`: a tar archive in pieces.
    func archive(from container: ContainerID, at path: String) async throws -> BackendStream<[UInt8]>
    /// `PUT /containers/{id}/archive`.
    ///
    /// - Parameter keepsTypes: refuse to replace a directory by something else, and the other way round.
    func putArchive(_ archive: [UInt8], into container: ContainerID, at path: String, keepsTypes: Bool) async throws

    /// `POST /containers/{id}/exec`.
    func createExec(in container: ContainerID, _ definition: ExecCreateRequest) async throws -> ExecCreateResponse
    /// `POST /exec/{id}/start`; a process that nobody is connected to has no output, and is not waited for.
    ///
    /// - Parameter input: what the process gets as standard input, to its end.
    func startExec(
        _ exec: ExecID,
        _ request: ExecStartRequest,
        input: BackendStream<[UInt8]>
    ) async throws -> BackendStream<LogFrame>
    /// `GET /exec/{id}/json`.
    func inspectExec(_ exec: ExecID) async throws -> ExecInspection
    /// `POST /exec/{id}/resize`, in characters.
    func resizeExec(_ exec: ExecID, rows: Int, columns: Int) async throws

    /// `GET /images/json`.
    func images(filters: QueryFilters) async throws -> [ImageSummary]
    /// `GET /images/{name}/json`.
    func inspectImage(_ image: ImageReference) async throws -> ImageInspection
    /// `POST /images/create?fromImage=`, with the tag or digest in the reference.
    ///
    /// - Parameter authorization: the content of `X-Registry-Auth`.
    func pullImage(
        _ image: ImageReference,
        platform: String?,
        authorization: String?
    ) async throws -> BackendStream<JSONProgress>
    /// `POST /images/{name}/push`, with the tag in the reference.
    ///
    /// - Parameter authorization: the content of `X-Registry-Auth`.
    func pushImage(_ image: ImageReference, authorization: String?) async throws -> BackendStream<JSONProgress>
    /// `POST /images/create?fromSrc=-`: makes an image of a root file system.
    func importImage(
        as name: ImageReference,
        changes: [String],
        rootFileSystem: [UInt8]
    ) async throws -> BackendStream<JSONProgress>
    /// `POST /commit`.
    func commit(_ container: ContainerID, _ options: CommitOptions) async throws -> CommitResponse
    /// `POST /images/{name}/tag`.
    func tagImage(_ image: ImageReference, as name: ImageReference) async throws
    /// `DELETE /images/{name}`.
    func removeImage(_ image: ImageReference, force: Bool) async throws
    /// `POST /build`, with the context as a tar archive.
    func build(_ options: BuildOptions, context: [UInt8]) async throws -> BackendStream<JSONProgress>

    /// `GET /networks`.
    func networks(filters: QueryFilters) async throws -> [NetworkInspection]
    /// `GET /networks/{id}`.
    func inspectNetwork(_ network: NetworkID) async throws -> NetworkInspection
    /// `POST /networks/create`.
    func createNetwork(_ definition: NetworkCreateRequest) async throws -> NetworkCreateResponse
    /// `POST /networks/{id}/connect`.
    func connect(_ network: NetworkID, _ request: NetworkConnectRequest) async throws
    /// `POST /networks/{id}/disconnect`.
    func disconnect(_ network: NetworkID, _ request: NetworkDisconnectRequest) async throws
    /// `DELETE /networks/{id}`.
    func removeNetwork(_ network: NetworkID) async throws

    /// `GET /volumes`.
    func volumes(filters: QueryFilters) async throws -> [VolumeInspection]
    /// `GET /volumes/{name}`.
    func inspectVolume(_ volume: VolumeName) async throws -> VolumeInspection
    /// `POST /volumes/create`; finds the one that has the name.
    func createVolume(_ definition: VolumeCreateRequest) async throws -> VolumeInspection
    /// `DELETE /volumes/{name}`.
    func removeVolume(_ volume: VolumeName, force: Bool) async throws
}

/// What a backend gives piece by piece; a stream that is made with `unfolding:` is asked only for what has been sent.
package typealias BackendStream<Element> = AsyncThrowingStream<Element, any Error>

/// Which events are asked for.
package struct EventQuery: Hashable, Sendable {
    /// `type`, `event`, `container`, `label` and others.
    package var filters: QueryFilters
    /// Replays what is remembered from then on; `nil` replays nothing.
    package var since: EngineTimestamp?
    /// When the stream ends; `nil` is never.
    package var until: EngineTimestamp?
}

/// Which part of a container's output is asked for.
package struct LogQuery: Hashable, Sendable {
    /// Whether to go on with what is written from now on.
    package var follow: Bool
    /// Whether standard output is asked for.
    package var stdout: Bool
    /// Whether standard error is asked for.
    package var stderr: Bool
    /// Whether each line begins with its time and a space.
    package var timestamps: Bool
    /// How many of the last lines; `nil` is all.
    package var tail: Int?
    /// From when on; `nil` is from the beginning.
    package var since: EngineTimestamp?
    /// Until when; `nil` is to the end.
    package var until: EngineTimestamp?
}

/// What somebody is connected to of a container's main process.
package struct AttachQuery: Hashable, Sendable {
    /// Whether standard input is connected.
    package var stdin: Bool
    /// Whether standard output is shown.
    package var stdout: Bool
    /// Whether standard error is shown.
    package var stderr: Bool
    /// The keys at which the engine disconnects a terminal; empty leaves them to the engine.
    package var detachKeys: String

    /// Creates a query.
    package init(stdin: Bool, stdout: Bool, stderr: Bool, detachKeys: String = "") {
        self.stdin = stdin
        self.stdout = stdout
        self.stderr = stderr
        self.detachKeys = detachKeys
    }
}
