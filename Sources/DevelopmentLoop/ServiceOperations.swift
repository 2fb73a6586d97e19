package import ComposeModel
package import EngineAPI
package import SystemPackage

/// What the development loop cannot do by itself: it belongs to the verbs.
package protocol ServiceOperations: Sendable {
    /// Builds the image of a service and replaces its containers.
    ///
    /// - Throws: why it failed; the old containers are then still there.
    func rebuild(_ service: ServiceName) async throws

    /// Restarts the containers of a service, with what has to be done before and after.
    func restart(_ service: ServiceName) async throws

    /// Returns when the containers of a service that was restarted or rebuilt are ready again.
    ///
    /// - Throws: why they are not.
    func waitUntilReady(_ service: ServiceName) async throws

    /// Runs the command of a rule in a running container to its end.
    ///
    /// - Parameter output: takes what the command writes.
    /// - Returns: its exit code.
    func run(
        _ hook: LifecycleHook,
        in container: ContainerID,
        writingTo output: @escaping @Sendable (_ bytes: [UInt8], _ stream: LogFrame.Stream) -> Void
    ) async throws -> Int

    /// The path of a `rebuild` rule whose files the image of a service was not built from; `nil` if the image is up to date,
    /// or the service has no containers.
    ///
    /// Asked once, when the service's files are watched already.
    func outdatedPath(of service: ServiceName) async throws -> FilePath?
}

extension ServiceOperations {
    /// Takes every container for ready that was started.
    package func waitUntilReady(_ service: ServiceName) async throws {}

    /// Takes every image for up to date.
    package func outdatedPath(of service: ServiceName) async throws -> FilePath? { nil }
}
