import ComposeModel
import Diagnostics
import IgnoreRules
import SessionEvents
import SystemPackage

/// Puts what the development loop did into session events, with paths as short as possible.
struct WatchReporter: Sendable {
    let sink: any SessionEventSink
    let project: ProjectName
    let projectDirectory: FilePath

    func enabled(_ services: [ServiceName], directories: Int) {
        sink.emit(.watchBegan(services: services.map(\.rawValue), directories: directories))
    }

    func rescanning() { sink.emit(.rescanning) }

    func engineLost(_ error: any Error) {
        let diagnostic = Diagnostic(code: Diagnostic.all(of: error).first?.code, message: "\(error)")
        sink.emit(.engineLost(diagnostic: diagnostic), about: .engine)
    }

    func engineBack(after duration: Duration) { sink.emit(.engineBack(elapsed: Seconds(duration)), about: .engine) }

    func suspended(_ service: ServiceName, container: String) {
        sink.emit(.suspended, about: .container(container, of: service.rawValue))
    }

    func resumed(_ service: ServiceName, container: String) {
        sink.emit(.resumed, about: .container(container, of: service.rawValue))
    }

    /// Says that a service has nothing to bring changes into, and what to do about it.
    func missingContainer(_ service: ServiceName) {
        warning(WatchWarning.missingContainer(service).diagnostic, service)
    }

    /// Says that a path is not copied, and what to do about it.
    func notCopied(
        _ service: ServiceName,
        _ path: FilePath,
        to target: FilePath,
        _ obstacle: SyncObstacle,
        container: String
    ) {
        let path = shortened(path)
        let notCopied = WatchWarning.notCopied(service, path: path, target: target, obstacle, container: container)
        warning(notCopied.diagnostic, service)
    }

    /// Shows a line that a command wrote in a container.
    func line(_ bytes: [UInt8], _ stream: LogLine.Stream, of container: String, _ service: ServiceName) {
        let prefix = project.rawValue + "-"
        let source = container.hasPrefix(prefix) ? String(container.dropFirst(prefix.count)) : container
        sink.emit(
            .logged(line: LogLine(source: source, stream: stream, bytes: bytes)),
            about: .container(container, of: service.rawValue)
        )
    }

    func warning(_ diagnostic: Diagnostic, _ service: ServiceName) {
        sink.emit(.warning(diagnostic, about: .service(service.rawValue)))
    }

    func rebuilding(_ service: ServiceName, path: FilePath?) {
        sink.emit(.rebuilding(path: path.map(shortened) ?? ""), about: .service(service.rawValue))
    }

    func applied(
        _ service: ServiceName,
        _ action: AppliedChange.Action,
        written: Int,
        deleted: Int,
        path: FilePath?,
        elapsed: Duration
    ) {
        let change = AppliedChange(
            action: action,
            written: written,
            deleted: deleted,
            path: path.map(shortened),
            elapsed: elapsed
        )
        sink.emit(.applied(change: change), about: .service(service.rawValue))
    }

    func failed(_ service: ServiceName, path: FilePath?, _ reason: String, retrying: Bool) {
        sink.emit(
            .applyFailed(path: path.map(shortened), diagnostic: Diagnostic(message: reason), isRetried: retrying),
            about: .service(service.rawValue)
        )
    }

    /// What is known of a batch whose files are in the containers.
    func receipt(_ action: AppliedChange.Action, _ paths: [FilePath], applied: Duration) -> DeliveryReceipt {
        DeliveryReceipt(action: action, paths: paths.lazy.map(shortened), count: paths.count, applied: applied)
    }

    func delivered(_ receipt: DeliveryReceipt, to service: ServiceName) {
        sink.emit(.delivered(receipt: receipt), about: .service(service.rawValue))
    }

    /// A path relative to the project's directory, if it is below it.
    func shortened(_ path: FilePath) -> String {
        var relative = path
        guard relative.removePrefix(projectDirectory) else { return path.string }
        return relative.isEmpty ? "." : relative.string
    }
}
