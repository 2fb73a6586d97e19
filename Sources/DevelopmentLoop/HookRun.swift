import ComposeModel
import EngineAPI
import SessionEvents
import Synchronization

/// Runs the command of a rule in a container, and shows what it writes as lines of the service.
struct HookRun: Sendable {
    let operations: any ServiceOperations
    let reporter: WatchReporter
    let service: ServiceName

    /// How long a line may become before it is shown in parts.
    private static let lineLimit = 65_536

    /// Runs a command to its end; that it fails is reported.
    ///
    /// - Returns: what went wrong; `nil` is nothing.
    func run(_ hook: LifecycleHook, in container: WatchedContainer) async -> String? {
        let parts = Mutex<[LogLine.Stream: [UInt8]]>([:])
        do {
            let code = try await operations.run(hook, in: container.id) { bytes, stream in
                let kind: LogLine.Stream = stream == .stderr ? .error : .output
                parts.withLock { parts in
                    var rest = (parts[kind] ?? []) + bytes
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
            }
            for (kind, rest) in parts.withLock(\.self) where !rest.isEmpty { show(rest[...], kind, container) }
            guard code != 0 else { return nil }
            let failure = "command '\(CommandSummary.of(hook.command))' exited with \(code)"
            reporter.failed(service, path: nil, failure, retrying: false)
            return failure
        } catch {
            if !Task.isCancelled { reporter.failed(service, path: nil, "\(error)", retrying: false) }
            return "\(error)"
        }
    }

    private func show(_ line: ArraySlice<UInt8>, _ stream: LogLine.Stream, _ container: WatchedContainer) {
        reporter.line(Array(line), stream, of: container.name, service)
    }
}
