import ComposeModel
import IgnoreRules
import SessionEvents
import SystemPackage

/// Puts what the development loop did into session events, with paths as short as possible.
struct WatchReporter: Sendable {
    let sink: any SessionEventSink
    let project: ProjectName
    let projectDirectory: FilePath

    func enabled(_ services: [ServiceName], directories: Int) {
        sink.emit(.watch(.enabled(services: services.map(\.rawValue), directories: directories)))
    }

    func rescanning(_ reason: String) { sink.emit(.watch(.rescanning(reason: reason))) }

    func engineLost(_ reason: String) { sink.emit(.watch(.engineLost(reason: reason))) }

    func engineBack(after duration: Duration) { sink.emit(.watch(.engineBack(after: duration))) }

    func suspended(_ service: ServiceName, container: String) {
        sink.emit(.watch(.suspended(service: service.rawValue, container: container)))
    }

    func resumed(_ service: ServiceName, container: String) {
        sink.emit(.watch(.resumed(service: service.rawValue, container: container)))
    }

    /// Says that a service has nothing to bring changes into, and what to do about it.
    func missingContainer(_ service: ServiceName) {
        warning(
            """
            service '\(service)' has no container: what changed is brought when it has one
            hint: run 'engarde up -d \(service)'
            """
        )
    }

    /// Says that a path is not copied, and what to do about it.
    func notCopied(
        _ service: ServiceName,
        _ path: FilePath,
        to target: FilePath,
        _ obstacle: SyncObstacle,
        container: String
    ) {
        warning(
            """
            changes of '\(shortened(path))' are not copied to '\(target)' of service '\(service)': \
            \(obstacle.reason(container: container))
            hint: \(obstacle.hint(target: target))
            """
        )
    }

    /// Shows a line that a command wrote in a container.
    func line(_ bytes: [UInt8], _ stream: LogLine.Stream, of container: String) {
        let prefix = project.rawValue + "-"
        let source = container.hasPrefix(prefix) ? String(container.dropFirst(prefix.count)) : container
        sink.emit(.log(LogLine(source: source, stream: stream, bytes: bytes)))
    }

    func warning(_ text: String) { sink.emit(.warning(text)) }

    func rebuilding(_ service: ServiceName, path: FilePath?) {
        sink.emit(.watch(.rebuilding(service: service.rawValue, path: path.map(shortened) ?? "")))
    }

    func applied(
        _ service: ServiceName,
        _ action: WatchEvent.Application.Action,
        written: Int,
        deleted: Int,
        path: FilePath?,
        elapsed: Duration
    ) {
        sink.emit(
            .watch(
                .applied(
                    WatchEvent.Application(
                        service: service.rawValue,
                        action: action,
                        written: written,
                        deleted: deleted,
                        path: path.map(shortened),
                        elapsed: elapsed
                    )
                )
            )
        )
    }

    func failed(_ service: ServiceName, path: FilePath?, _ reason: String, retrying: Bool) {
        sink.emit(
            .watch(
                .failed(service: service.rawValue, path: path.map(shortened), reason: reason, retrying: retrying)
            )
        )
    }

    private func shortened(_ path: FilePath) -> String {
        var relative = path
        guard relative.removePrefix(projectDirectory) else { return path.string }
        return relative.isEmpty ? "." : relative.string
    }
}
