package import Diagnostics
package import SystemPackage

/// Why something cannot be copied.
package enum CopyFailure: Error, Hashable, CustomStringConvertible {
    /// Both ends are services.
    case betweenServices
    /// No end is a service.
    case noService
    /// No path stands behind the service's name.
    case emptyPath(String)
    /// There is nothing at the path of this machine.
    case missingSource(FilePath)
    /// What was written as a directory is none.
    case noDirectory(FilePath)
    /// A directory cannot take the place of a file.
    case directoryOntoFile(FilePath)
    /// Only a directory can be meant, and there is none.
    case missingDirectory(FilePath)
    /// The directory that a file of this machine is to be in does not exist.
    case missingParent(FilePath)
    /// An archive comes only once, and the service has several containers.
    case severalContainers(String, Int)
    /// What comes as an archive needs a directory to go to.
    case archiveNeedsDirectory(String)
    /// A device or the like is no place for a file.
    case special(String)
    /// An archive is nothing to look at.
    case terminal
    /// The system does not let it be written.
    case unwritable(FilePath, Errno)
    /// The archive wants to write through a link that it brought itself.
    case throughLink(FilePath)
    /// The archive wants to write somewhere else.
    case outside(FilePath)
    /// There is a directory where a file is to be, or something else where a directory is to be.
    case inTheWay(FilePath, isDirectory: Bool)

    /// The failure's sentence.
    package var description: String {
        switch self {
        case .betweenServices: "copying between services is not supported"
        case .noService: "unknown copy direction"
        case .emptyPath(let argument): "there is no path in '\(argument)'"
        case .missingSource(let path): "'\(path)' does not exist"
        case .noDirectory(let path): "'\(path)' is not a directory"
        case .directoryOntoFile(let path): "a directory cannot be copied onto the file '\(path)'"
        case .missingDirectory(let path): "there is no directory '\(path)'"
        case .missingParent(let path): "invalid output path: directory \"\(path)\" does not exist"
        case .severalContainers(let service, let count):
            "an archive comes only once, and service '\(service)' has \(count) containers"
        case .archiveNeedsDirectory(let destination): "destination \"\(destination)\" must be a directory"
        case .special(let destination): "destination \"\(destination)\" must be a directory or a regular file"
        case .terminal: "a tar archive is not written to a terminal"
        case .unwritable(let path, let errno): "cannot write '\(path)': \(errno)"
        case .throughLink(let path): "the container's files lead out of the directory: '\(path)' is behind a link"
        case .outside(let path): "the container's files lead out of the directory: '\(path)'"
        case .inTheWay(let path, true): "'\(path)' is a directory, and the container has no directory there"
        case .inTheWay(let path, false): "'\(path)' is no directory, and the container has one there"
        }
    }

    /// What to do about it.
    package var hint: String? {
        switch self {
        case .betweenServices: "copy to a directory of this machine, and from there"
        case .noService: "write 'service:path' for one of the two"
        case .emptyPath: "write the path in the container behind the colon"
        case .missingSource, .noDirectory, .special: nil
        case .directoryOntoFile: "name a directory, or a path where there is nothing"
        case .missingDirectory: "make it, or leave the '/' at the end out to make a file of this name"
        case .missingParent: "make the directory first"
        case .severalContainers: "choose one with '--index'"
        case .archiveNeedsDirectory: "make the directory first, or name one that is there"
        case .terminal: "redirect standard output to a file or a program"
        case .unwritable(_, .notPermitted): "leave '--archive' out, or copy as a user who may give files away"
        case .unwritable: nil
        case .throughLink, .outside: "copy the directory as an archive: write '-' as destination"
        case .inTheWay: "move it away, or copy to another directory"
        }
    }
}

extension CopyFailure: DiagnosticConvertible {
    /// The failure as one diagnostic.
    package var diagnostics: [Diagnostic] {
        let code: DiagnosticCode =
            switch self {
            case .missingSource: .fileUnreadable
            case .unwritable, .throughLink, .outside, .inTheWay: .archiveUnusable
            default: .arguments
            }
        return [Diagnostic(code: code, message: description, hint: hint)]
    }
}
