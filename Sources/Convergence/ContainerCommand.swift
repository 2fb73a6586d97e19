package import EngineAPI
package import EngineClient

/// Runs a command in a running container to its end.
package struct ContainerCommand: Sendable {
    private let client: EngineClient
    private let clock: any Clock<Duration>

    /// How a command ended.
    package struct Result: Sendable, Hashable {
        /// Its exit code.
        package var exitCode: Int
        /// What it wrote to both streams.
        package var output: String
    }

    /// The exit code that stands for a command that took too long; that of `timeout(1)`.
    static let timedOutExitCode = 124

    /// Creates a runner.
    ///
    /// - Parameter clock: what time limits are measured on.
    package init(client: EngineClient, clock: any Clock<Duration> = ContinuousClock()) {
        self.client = client
        self.clock = clock
    }

    /// Runs the command.
    ///
    /// - Parameter timeout: after this time the command counts as failed; `nil` is no limit.
    /// - Throws: `EngineError`, `CancellationError`.
    package func run(
        _ arguments: [String],
        in container: ContainerID,
        user: String = "",
        workingDirectory: String = "",
        environment: [String] = [],
        isPrivileged: Bool = false,
        timeout: Duration? = nil
    ) async throws -> Result {
        var request = ExecCreateRequest(
            command: arguments,
            env: environment,
            user: user,
            workingDir: workingDirectory
        )
        request.privileged = isPrivileged
        let definition = request
        return try await withThrowingTaskGroup(of: Result.self) { group in
            group.addTask {
                let outcome = try await client.execute(definition, in: container, outputLimit: 65_536)
                return Result(
                    exitCode: outcome.exitCode,
                    output: String(decoding: outcome.stdout + outcome.stderr, as: UTF8.self)
                )
            }
            if let timeout {
                group.addTask {
                    try await clock.sleep(for: timeout)
                    return Result(exitCode: Self.timedOutExitCode, output: "took longer than \(timeout)")
                }
            }
            defer { group.cancelAll() }
            return try await group.next() ?? Result(exitCode: Self.timedOutExitCode, output: "")
        }
    }
}
