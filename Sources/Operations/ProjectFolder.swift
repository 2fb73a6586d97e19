package import ComposeModel

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Where EnGarde keeps what it knows of a project on one engine beyond a single run: who watches it, what the watcher said,
/// and from which files images were built.
///
/// - Shape: `<state>/<project>-<digest of the engine's address>/`, with `watch.json`, `watch.log` and `builds/`.
/// - Source: XDG Base Directory Specification; the state folder and not the runtime folder, since a watcher may outlive the
///   login that started it.
package struct ProjectFolder: Sendable, Hashable {
    /// The folder's absolute path; it need not exist.
    package let path: String

    /// Names the folder of a project.
    ///
    /// - Parameters:
    ///   - engine: the engine's address.
    ///   - environment: `XDG_STATE_HOME` counts if it is an absolute path.
    package init(of project: ProjectName, engine: String, environment: [String: String], homeDirectory: String) {
        let named = environment["XDG_STATE_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
        let state = named ?? "\(homeDirectory)/.local/state"
        let name = String(project.rawValue.map { $0 == "/" || $0 == "\0" ? "_" : $0 })
        path = "\(state)/engarde/\(name)-\(Self.digest(of: engine))"
    }

    /// Names a folder by its path.
    package init(path: String) {
        self.path = path
    }

    /// The file that tells who watches the project.
    package var watchFile: String { "\(path)/watch.json" }
    /// What the watcher in the background said.
    package var watchLog: String { "\(path)/watch.log" }

    /// The file that tells what an image of a service was built from.
    func buildFile(of service: ServiceName) -> String { "\(path)/builds/\(service).json" }

    /// Makes sure that the folder exists; only its user may look into it.
    ///
    /// - Throws: the error of the system.
    package func create() throws {
        try FileManager.default.createDirectory(
            atPath: "\(path)/builds",
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
    }

    /// The 64-bit FNV-1a digest of a text, in hexadecimal.
    private static func digest(of text: String) -> String {
        var value: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in text.utf8 { value = (value ^ UInt64(byte)) &* 0x100_0000_01b3 }
        return String(value, radix: 16)
    }
}
