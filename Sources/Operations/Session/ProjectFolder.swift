import CLibrary
package import ComposeModel
package import EngineClient

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Where EnGarde keeps what it knows of a project on one engine beyond a single run: who changes it, who watches it, what the
/// watcher said, what became of edits, and from which files images were built.
///
/// - Shape: `<state>/<project>-<digest of the engine's address>/`, with `changes.json`, `watch.json`, `watch.log`, `sync.log`,
///   `sync/`, `tests` and `builds/`.
/// - Source: XDG Base Directory Specification; the state folder and not the runtime folder, since a watcher may outlive the
///   login that started it.
package struct ProjectFolder: Sendable, Hashable {
    /// The folder's absolute path; it need not exist.
    package let path: String

    /// Names the folder of a project.
    ///
    /// - Parameters:
    ///   - endpoint: the engine; a socket that is a symbolic link is the one that it leads to.
    ///   - environment: `XDG_STATE_HOME` counts if it is an absolute path.
    ///   - homeDirectory: of a user without a home it is `/`; what is known is kept with the temporary files then.
    package init(
        of project: ProjectName,
        at endpoint: EngineEndpoint,
        environment: [String: String],
        homeDirectory: String
    ) {
        let state = Self.state(environment: environment, homeDirectory: homeDirectory)
        let name = String(project.rawValue.map { $0 == "/" || $0 == "\0" ? "_" : $0 })
        let engine = endpoint.socketPath.map { URL(filePath: $0).resolvingSymlinksInPath().path } ?? endpoint.url
        path = "\(state)/\(name)-\(Self.digest(of: engine))"
    }

    /// Where all that is kept stands.
    ///
    /// - Parameters:
    ///   - environment: `XDG_STATE_HOME` counts if it is an absolute path.
    ///   - homeDirectory: see ``init(of:at:environment:homeDirectory:)``.
    static func state(environment: [String: String], homeDirectory: String) -> String {
        if let named = environment["XDG_STATE_HOME"], named.hasPrefix("/") { return "\(named)/engarde" }
        if homeDirectory.count > 1 { return "\(homeDirectory)/.local/state/engarde" }
        return FileManager.default.temporaryDirectory.appending(path: "engarde-\(getuid())").path
    }

    /// Names a folder by its path.
    package init(path: String) {
        self.path = path
    }

    /// The file that tells who changes the project, and what a process that was killed left under way.
    package var changesFile: String { "\(path)/changes.json" }
    /// The file that tells who watches the project.
    package var watchFile: String { "\(path)/watch.json" }
    /// What the watcher in the background said.
    package var watchLog: String { "\(path)/watch.log" }
    /// What became of the last batches of edits.
    package var syncLog: String { "\(path)/sync.log" }
    /// Where whoever watches is asked to say when everything is in the containers.
    package var syncFolder: String { "\(path)/sync" }

    /// The file that tells that the project is made for tests, and removed after them: of which directory's.
    package var testsFile: String { "\(path)/tests" }

    /// The file that tells what an image of a service was built from.
    func buildFile(of service: ServiceName) -> String { "\(path)/builds/\(service).json" }

    /// Makes sure that the folder exists; only its user may look into it.
    ///
    /// - Throws: the error of the system.
    package func create() throws {
        for directory in ["\(path)/builds", syncFolder] {
            try FileManager.default.createDirectory(
                atPath: directory,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
        }
    }

    /// The 64-bit FNV-1a digest of a text, in hexadecimal.
    static func digest(of text: String) -> String {
        var value: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in text.utf8 { value = (value ^ UInt64(byte)) &* 0x100_0000_01b3 }
        return String(value, radix: 16)
    }
}
