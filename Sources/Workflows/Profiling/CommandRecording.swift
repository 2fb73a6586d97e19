import ComposeModel
import EngineAPI
import EngineClient
import Operations

/// Lets a command of the project's own record a profile in the service's container.
struct CommandRecording: Sendable {
    /// The service.
    var service: ServiceName
    /// Its container.
    var container: ContainerID
    /// The command.
    var command: [String]
    /// The file that it writes, in the container.
    var output: String
    /// The process that it is to record.
    var pid: Int
    /// How long is recorded, in seconds.
    var duration: Int
    /// How often it is looked at what runs, in a second.
    var rate: Int

    /// What is run: a shell says its own process, which the command then is.
    var request: ExecCreateRequest {
        ExecCreateRequest(
            command: ["/bin/sh", "-c", #"echo $$; exec "$@""#, "sh"] + command,
            env: [
                "ENGARDE_PID=\(pid)", "ENGARDE_DURATION=\(duration)", "ENGARDE_RATE=\(rate)",
                "ENGARDE_OUTPUT=\(output)",
            ]
        )
    }

    /// Records.
    ///
    /// - Returns: whether the command ended well; an early end leaves what there is until then.
    /// - Throws: ``ProfilingError/failed(_:_:reason:lines:)``, `EngineError`, `CancellationError`.
    func record(_ client: EngineClient, until interrupts: Interrupts) async throws -> Bool {
        let program = RecordingProgram(container: container, request: request)
        let outcome = try await program.run(client, until: interrupts) { _, output in
            let first = String(decoding: output, as: UTF8.self).split(whereSeparator: \.isNewline).first
            guard let pid = first.flatMap({ Int($0) }) else { return }
            let end = ExecCreateRequest(command: ["/bin/sh", "-c", "kill -INT \(pid)"])
            // It may have ended by itself.
            _ = try? await client.execute(end, in: container)
        }
        if outcome.exitCode == 0 { return true }
        if outcome.wasAsked { return false }
        let lines = String(decoding: outcome.output, as: UTF8.self).split(whereSeparator: \.isNewline).dropFirst()
        throw ProfilingError.failed(
            service,
            command.first ?? "the command",
            reason: "it ended with exit code \(outcome.exitCode)",
            lines: lines.map(String.init) + outcome.errors
        )
    }
}
