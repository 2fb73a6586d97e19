package import Diagnostics
package import SystemPackage

/// Why a directory cannot be sent to an engine.
package enum SyncFailure: Error, Hashable, Sendable {
    /// A file that belongs to it cannot be read.
    case unreadable(FilePath, Errno)
    /// A file that was told of is not there any more.
    case vanished(FilePath)
    /// The engine asks for what there is not, or cannot take what it is sent; its words.
    case refused(String)
}

/// What keeps a file from being sent, without keeping the others.
package enum SyncIncident: Hashable, Sendable {
    /// It vanished before it was told of.
    case vanished(FilePath)
    /// It is a socket, a pipe or a device.
    case notSendable(FilePath)
    /// It was written to while it was sent: the engine may have parts of what it was and of what it is. The next build sends
    /// it again, since its time is another one.
    case changed(FilePath)
}

extension SyncFailure: CustomStringConvertible, DiagnosticConvertible {
    /// One line, without a place.
    package var description: String {
        switch self {
        case .unreadable(let path, let errno): "cannot read '\(path)': \(errno)"
        case .vanished(let path): "'\(path)' vanished while it was sent"
        case .refused(let words): "the engine cannot take the files: \(words)"
        }
    }

    /// The failure as one diagnostic.
    package var diagnostics: [Diagnostic] {
        let code: DiagnosticCode =
            switch self {
            case .unreadable, .vanished: .fileUnreadable
            case .refused: .answerMalformed
            }
        return [Diagnostic(code: code, message: description)]
    }
}
