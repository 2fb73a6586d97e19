package import Diagnostics

/// Why it cannot be said that everything is in the containers.
package enum SyncFailure: Error, Hashable {
    /// It did not come about in time.
    case late(limit: Duration)
    /// The services that were named have nothing that is brought into containers.
    case nothingToSync([String])
    /// Who watches cannot be asked, since the folder for that cannot be written.
    case unusable(path: String)
    /// What went wrong in bringing files over.
    case failed([Diagnostic])
}

extension SyncFailure: DiagnosticConvertible {
    /// The failure as diagnostics.
    package var diagnostics: [Diagnostic] {
        switch self {
        case .late(let limit):
            [
                Diagnostic(
                    code: .syncLate,
                    message: "not everything is in the containers after \(limit.components.seconds) s",
                    hint:
                        "see what holds it up with 'engarde logs' and 'engarde watch --attach', or give '--timeout' more"
                )
            ]
        case .nothingToSync(let names):
            [
                Diagnostic(
                    code: .nothingToSync,
                    message: names.count == 1
                        ? "service '\(names[0])' has nothing to sync"
                        : "services \(names.map { "'\($0)'" }.joined(separator: ", ")) have nothing to sync",
                    hint: "add a 'develop.watch' section, or name services that have one"
                )
            ]
        case .unusable(let path):
            [
                Diagnostic(
                    code: .watchFolderUnusable,
                    message: "who watches the project cannot be asked: '\(path)' cannot be written",
                    hint: "set 'XDG_STATE_HOME' to a directory that you may write"
                )
            ]
        case .failed(let diagnostics): diagnostics
        }
    }
}
