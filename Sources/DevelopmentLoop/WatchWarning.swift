import ComposeModel
import Diagnostics
import SystemPackage

/// What keeps saved edits from reaching a container for a while, or altogether, and what that leaves behind.
enum WatchWarning: Hashable, Sendable {
    /// A service has no container that changes could be brought into.
    case missingContainer(ServiceName)
    /// A path is not copied; the path is as it is shown.
    case notCopied(ServiceName, path: String, target: FilePath, SyncObstacle, container: String)
    /// Files are copied by a slower way than the usual one.
    case slow(ServiceName, reason: String)
    /// The receiver of a container was given up, and nothing could end it.
    case leftBehind(container: String)

    /// The warning with what to do about it.
    var diagnostic: Diagnostic {
        switch self {
        case .missingContainer(let service):
            Diagnostic(
                code: .watchedContainerMissing,
                severity: .warning,
                message: "service '\(service)' has no container: what changed is brought when it has one",
                hint: "run",
                command: ["up", "-d", service.rawValue]
            )
        case .notCopied(let service, let path, let target, let obstacle, let container):
            Diagnostic(
                code: .watchedPathUnwritable,
                severity: .warning,
                message: "changes of '\(path)' are not copied to '\(target)' of service '\(service)': "
                    + obstacle.reason(container: container),
                causes: [Diagnostic(message: obstacle.reason(container: container))],
                saysCauses: true,
                hint: obstacle.hint(target: target)
            )
        case .slow(let service, let reason):
            Diagnostic(
                severity: .warning,
                message: "files of service '\(service)' are copied through the engine, which is slower: \(reason)",
                causes: [Diagnostic(message: reason)],
                saysCauses: true
            )
        case .leftBehind(let container):
            Diagnostic(
                severity: .warning,
                message: "the receiver in container '\(container)' could not be ended: "
                    + "it runs until the container stops"
            )
        }
    }
}
