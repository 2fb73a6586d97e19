import EngineAPI
import EngineClient
import SessionEvents
import Synchronization

/// A container's own health check, run through exec.
struct HealthProbe: Sendable {
    private let container: ContainerID
    private let client: EngineClient
    private let clock: any Clock<Duration>
    private let arguments: [String]
    private let commandText: String
    private let timeout: Duration

    /// The exit code that stands for a check that took too long; that of `timeout(1)`.
    private static let timedOutExitCode = 124
    /// How much of each of its streams is kept, in bytes.
    private static let outputLimit = 65_536

    /// The probe of a container; `nil` when it has no health check.
    init?(of container: ContainerID, client: EngineClient, clock: any Clock<Duration>) async throws {
        let inspection = try await client.inspectContainer(container)
        guard let check = inspection.config.healthcheck, let arguments = check.arguments(shell: inspection.config.shell)
        else { return nil }
        self.container = container
        self.client = client
        self.clock = clock
        self.arguments = arguments
        commandText = check.commandText
        // - Source: the engine's default when a health check names no timeout.
        timeout = check.timeout ?? .seconds(30)
    }

    /// Tries once; `nil` when the container does not run at the moment, so that there is no verdict.
    func run() async throws -> ProbeResult? {
        do {
            return try await withThrowingTaskGroup(of: ProbeResult.self) { group in
                group.addTask {
                    let outcome = try await client.execute(
                        ExecCreateRequest(command: arguments),
                        in: container,
                        outputLimit: Self.outputLimit
                    )
                    let output = String(decoding: outcome.stdout + outcome.stderr, as: UTF8.self)
                    return result(exitCode: outcome.exitCode, output: output)
                }
                group.addTask {
                    try await clock.sleep(for: timeout)
                    return result(exitCode: Self.timedOutExitCode, output: "took longer than \(timeout)")
                }
                defer { group.cancelAll() }
                return try await group.next()
            }
        } catch EngineError.conflict, EngineError.notFound, EngineError.rejected, EngineError.connectionClosed {
            return nil
        }
    }

    private func result(exitCode: Int, output: String) -> ProbeResult {
        ProbeResult(command: commandText, exitCode: exitCode, output: output)
    }
}

extension EngineAPI.Healthcheck {
    /// Whether it is switched off.
    var isDisabled: Bool { test.first == "NONE" }

    /// The command with its arguments; `nil` when there is none.
    func arguments(shell: [String]?) -> [String]? {
        switch test.first {
        case "CMD" where test.count > 1: Array(test.dropFirst())
        case "CMD-SHELL" where test.count > 1: (shell ?? ["/bin/sh", "-c"]) + [test[1]]
        default: nil
        }
    }

    /// The command as it may be shown.
    var commandText: String {
        let command = Array(test.dropFirst())
        return test.first == "CMD-SHELL" ? CommandSummary.ofShell(command.first ?? "") : CommandSummary.of(command)
    }
}

/// The last failed try, kept so that it can be shown when the waiting ends badly.
final class LastProbe: Sendable {
    private let state = Mutex<ProbeResult?>(nil)

    /// The last failed try, if there was one.
    var value: ProbeResult? {
        get { state.withLock(\.self) }
        set { state.withLock { $0 = newValue } }
    }
}
