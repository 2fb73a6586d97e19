package import Diagnostics
package import SystemPackage

/// Why files cannot be watched.
package struct FileWatchingError: Error, Equatable, CustomStringConvertible {
    /// The reason.
    package enum Code: Equatable, Sendable {
        /// The user has as many inotify watches as the system allows; the fact is the directory that got none.
        case watchLimitReached(FilePath)
        /// The user has as many inotify instances, or the process as many open files, as the system allows.
        case instanceLimitReached
        /// The system refuses for another reason.
        case system(Errno)
    }

    /// What is wrong.
    package let code: Code

    /// Describes an error.
    package init(_ code: Code) {
        self.code = code
    }

    /// What is wrong, in one sentence.
    package var description: String {
        switch code {
        case .watchLimitReached(let directory):
            "cannot watch '\(directory)': the system's limit of inotify watches is reached"
        case .instanceLimitReached:
            "cannot watch files: the system's limit of inotify instances is reached"
        case .system(let errno):
            "cannot watch files: \(errno)"
        }
    }

    /// The setting to raise where it is a limit.
    package var hint: String? {
        switch code {
        case .watchLimitReached:
            "raise it with 'sysctl fs.inotify.max_user_watches=1048576', or ignore large directories"
        case .instanceLimitReached: "raise it with 'sysctl fs.inotify.max_user_instances=1024'"
        case .system: nil
        }
    }
}

extension FileWatchingError: DiagnosticConvertible {
    /// The error as one diagnostic.
    package var diagnostics: [Diagnostic] {
        let kind: DiagnosticCode =
            switch code {
            case .watchLimitReached, .instanceLimitReached: .watchLimitReached
            case .system: .filesUnwatchable
            }
        return [Diagnostic(code: kind, message: description, hint: hint)]
    }
}
