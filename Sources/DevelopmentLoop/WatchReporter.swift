import ComposeModel
import IgnoreRules
import SessionEvents
import SystemPackage

/// Puts what the development loop did into session events, with paths as short as possible.
struct WatchReporter: Sendable {
    let sink: any SessionEventSink
    let projectDirectory: FilePath

    func enabled(_ services: [ServiceName], directories: Int) {
        sink.emit(.watch(.enabled(services: services.map(\.rawValue), directories: directories)))
    }

    func rescanning(_ reason: String) { sink.emit(.watch(.rescanning(reason: reason))) }

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
        return relative.removePrefix(projectDirectory) && !relative.isEmpty ? relative.string : path.string
    }
}
