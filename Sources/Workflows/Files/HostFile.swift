import Diagnostics

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A file of this machine that a workflow writes: it is there as a whole or as it was.
struct HostFile: Sendable, Hashable {
    /// Its absolute path.
    let path: String

    /// Names it.
    init(_ path: String) { self.path = path }

    /// Why it cannot be read or written.
    struct Failure: DiagnosticConvertible {
        /// Its path.
        var path: String
        /// What could not be done: `read`, `written`.
        var deed: String
        /// The reason.
        var reason: String

        /// The error as one diagnostic.
        var diagnostics: [Diagnostic] {
            [
                Diagnostic(
                    code: .resultUnwritable,
                    message: "'\(path)' cannot be \(deed): \(reason)",
                    hint: "look at its rights, at those of its directory, and whether there is room"
                )
            ]
        }
    }

    /// The text; `nil` where there is no file.
    ///
    /// - Throws: ``Failure``.
    func text() throws(Failure) -> String? {
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        guard let data = FileManager.default.contents(atPath: path) else {
            throw Failure(path: path, deed: "read", reason: "permission denied, or it is no file")
        }
        guard let text = String(validating: data, as: UTF8.self) else {
            throw Failure(path: path, deed: "read", reason: "it is no text in UTF-8")
        }
        return text
    }

    /// Writes it in one step, with the directories on the way; a symbolic link stays one.
    ///
    /// - Throws: ``Failure``.
    func write(_ bytes: [UInt8]) throws(Failure) {
        let place = URL(filePath: path).resolvingSymlinksInPath()
        do {
            try FileManager.default.createDirectory(
                at: place.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            try Data(bytes).write(to: place, options: .atomic)
        } catch {
            throw Failure(path: path, deed: "written", reason: Self.reason(of: error))
        }
    }

    /// Removes it, and its directory where nothing else is in it.
    ///
    /// - Throws: ``Failure``.
    func remove() throws(Failure) {
        do {
            try FileManager.default.removeItem(atPath: path)
        } catch {
            throw Failure(path: path, deed: "removed", reason: Self.reason(of: error))
        }
        let directory = URL(filePath: path).deletingLastPathComponent().path
        if let names = try? FileManager.default.contentsOfDirectory(atPath: directory), names.isEmpty {
            try? FileManager.default.removeItem(atPath: directory)
        }
    }

    private static func reason(of error: any Error) -> String {
        guard let error = error as? CocoaError else { return "\(error)" }
        return switch error.code {
        case .fileWriteNoPermission: "permission denied"
        case .fileWriteOutOfSpace: "no space left"
        case .fileWriteVolumeReadOnly: "the file system is read-only"
        case .fileNoSuchFile: "no such file"
        default: "\(error)"
        }
    }
}
