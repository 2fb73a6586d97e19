import ComposeModel
import EngineAPI
import EngineClient
import SessionEvents

/// Runs the command of a rule in a container, and shows what it writes as lines of the service.
struct HookRun: Sendable {
    let engine: EngineClient
    let reporter: WatchReporter
    let service: ServiceName

    /// How long a line may become before it is shown in parts.
    private static let lineLimit = 65_536

    /// Runs a command to its end; that it fails is reported.
    func run(_ hook: LifecycleHook, in container: WatchedContainer) async {
        var request = ExecCreateRequest(
            command: hook.command,
            env: hook.environment.compactMap { name, value in value.map { "\(name)=\($0)" } },
            user: hook.user ?? "",
            workingDir: hook.workingDirectory ?? ""
        )
        request.privileged = hook.privileged
        do {
            let code = try await engine.withExec(in: container.id, request) { stream in
                var parts: [LogLine.Stream: [UInt8]] = [:]
                for try await frame in stream.output {
                    let kind: LogLine.Stream = frame.stream == .stderr ? .error : .output
                    var rest = (parts[kind] ?? []) + frame.bytes
                    while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
                        show(rest[..<end], kind, container)
                        rest.removeSubrange(...end)
                    }
                    if rest.count > Self.lineLimit {
                        show(rest[...], kind, container)
                        rest = []
                    }
                    parts[kind] = rest
                }
                for (kind, rest) in parts where !rest.isEmpty { show(rest[...], kind, container) }
                return try await engine.exitCode(of: stream.id)
            }
            guard code != 0 else { return }
            let command = CommandSummary.of(hook.command)
            reporter.failed(service, path: nil, "command '\(command)' exited with \(code)", retrying: false)
        } catch {
            if !Task.isCancelled { reporter.failed(service, path: nil, "\(error)", retrying: false) }
        }
    }

    private func show(_ line: ArraySlice<UInt8>, _ stream: LogLine.Stream, _ container: WatchedContainer) {
        reporter.line(Array(line), stream, of: container.name)
    }
}
