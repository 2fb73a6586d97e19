package import ComposeModel
package import EngineAPI
package import EngineClient
import OrderedCollections

/// Runs a command of the project in a running container: what `post_start`, `pre_stop` and `sync+exec` ask for.
package struct HookRunner: Sendable {
    private let client: EngineClient

    /// How a command ended.
    package struct Result: Sendable, Hashable {
        /// Its exit code.
        package var exitCode: Int
        /// The last of what it wrote to both streams.
        package var output: String
    }

    /// Takes what a command writes, in the order in which it does.
    package typealias Output = @Sendable (_ bytes: [UInt8], _ stream: LogFrame.Stream) -> Void

    /// How much of the output is kept.
    private static let keptBytes = 65_536

    /// Creates a runner.
    package init(client: EngineClient) { self.client = client }

    /// Runs the command to its end.
    ///
    /// - Parameter output: takes what it writes.
    /// - Throws: `EngineError`, `CancellationError`.
    package func run(
        _ hook: LifecycleHook,
        in container: ContainerID,
        writingTo output: Output? = nil
    ) async throws -> Result {
        var request = ExecCreateRequest(
            command: hook.command,
            // A name without a value takes the variable away, as with docker compose.
            env: hook.environment.map { name, value in value.map { "\(name)=\($0)" } ?? name },
            user: hook.user ?? "",
            workingDir: hook.workingDirectory ?? ""
        )
        request.privileged = hook.privileged
        return try await client.withExec(in: container, request) { stream in
            var kept: [UInt8] = []
            for try await frame in stream.output {
                kept += frame.bytes
                if kept.count > 2 * Self.keptBytes { kept.removeFirst(kept.count - Self.keptBytes) }
                output?(frame.bytes, frame.stream)
            }
            return Result(
                exitCode: try await client.exitCode(of: stream.id),
                output: String(decoding: kept.suffix(Self.keptBytes), as: UTF8.self)
            )
        }
    }
}
