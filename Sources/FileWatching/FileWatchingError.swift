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

    /// The message, with the setting to raise where it is a limit.
    package var description: String {
        switch code {
        case .watchLimitReached(let directory):
            """
            cannot watch '\(directory)': the system's limit of inotify watches is reached
            hint: raise it with 'sysctl fs.inotify.max_user_watches=1048576', or ignore large directories
            """
        case .instanceLimitReached:
            """
            cannot watch files: the system's limit of inotify instances is reached
            hint: raise it with 'sysctl fs.inotify.max_user_instances=1024'
            """
        case .system(let errno):
            "cannot watch files: \(errno)"
        }
    }
}
