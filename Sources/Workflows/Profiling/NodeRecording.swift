import ComposeModel
import EngineAPI
import EngineClient
import Operations

/// Asks an application in Node.js for its profile, by a script that runs beside it in its container.
struct NodeRecording: Sendable {
    /// The service.
    var service: ServiceName
    /// Its container.
    var container: ContainerID
    /// The process; `nil` is the one that seems to be the application.
    var pid: Int?
    /// How long is recorded, in seconds.
    var duration: Int
    /// How often it is looked at what runs, in a second.
    var rate: Int
    /// The port of the inspector in the container.
    var port: UInt16 = 9229

    /// What the script is run with.
    var request: ExecCreateRequest {
        ExecCreateRequest(
            command: ["node", "-e", NodeProfileScript.text],
            attachStdin: true,
            env: [
                // What the application is started with is not for the script.
                "NODE_OPTIONS=", "ENGARDE_PID=\(pid ?? 0)", "ENGARDE_INSPECTOR_PORT=\(port)",
                "ENGARDE_DURATION=\(duration)",
                "ENGARDE_INTERVAL=\(max(1, 1_000_000 / rate))",
            ]
        )
    }

    /// Records.
    ///
    /// - Returns: the profile as JSON; `nil` when the user asked to stop before there was one.
    /// - Throws: ``ProfilingError/failed(_:_:reason:lines:)``, `EngineError`, `CancellationError`.
    func record(_ client: EngineClient, until interrupts: Interrupts) async throws -> [UInt8]? {
        let program = RecordingProgram(container: container, request: request)
        let outcome = try await program.run(client, until: interrupts) { stream, _ in
            // It may have ended by itself.
            try? await stream.write(Array("stop\n".utf8))
        }
        if outcome.exitCode == 0, outcome.output.first == UInt8(ascii: "{") { return outcome.output }
        if outcome.wasAsked { return nil }
        throw ProfilingError.failed(
            service,
            "Node.js",
            reason: Self.reason(of: outcome.exitCode, outcome.errors),
            lines: outcome.errors
        )
    }

    private static func reason(of code: Int, _ lines: [String]) -> String {
        switch NodeProfileScript.ExitCode(rawValue: code) {
        case .noProcess, .notOpened, .portTaken, .failed: lines.last ?? "its inspector did not answer"
        case nil: code == 126 || code == 127 ? "the container has no 'node'" : "the script ended with exit code \(code)"
        }
    }
}
