package import Diagnostics
package import SystemPackage

/// Why an archive cannot be written or read.
package struct TarArchivesError: Error, Equatable, CustomStringConvertible {
    /// The reason.
    package enum Code: Equatable, Sendable {
        /// A file that belongs in the archive cannot be read.
        case unreadable(FilePath, Errno)
        /// A file that belongs in the archive got shorter while it was read.
        case shrank(FilePath)
        /// The bytes at this offset are not a header.
        case malformedHeader(offset: Int64)
        /// The archive ends in the middle of an entry.
        case truncated
    }

    /// What is wrong.
    package let code: Code

    /// Describes an error.
    package init(_ code: Code) {
        self.code = code
    }

    /// One line, without a place.
    package var description: String {
        switch code {
        case .unreadable(let path, let errno): "cannot read '\(path)': \(errno)"
        case .shrank(let path): "'\(path)' got shorter while it was read"
        case .malformedHeader(let offset): "not a tar archive: no valid header at byte \(offset)"
        case .truncated: "the tar archive ends in the middle of an entry"
        }
    }
}

extension TarArchivesError: DiagnosticConvertible {
    /// The error as one diagnostic.
    package var diagnostics: [Diagnostic] {
        let kind: DiagnosticCode =
            switch code {
            case .unreadable: .fileUnreadable
            case .shrank, .malformedHeader, .truncated: .archiveUnusable
            }
        return [Diagnostic(code: kind, message: description)]
    }
}
