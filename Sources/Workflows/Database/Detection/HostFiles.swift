import ComposeLoader

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The files of this machine, as far as it is looked for what they are.
package struct HostFiles: Sendable {
    /// Single files.
    let files: any ProjectFiles
    /// The names in a directory, in order; empty where there is none.
    let names: @Sendable (_ directory: String) -> [String]

    /// Creates a view of files.
    init(_ files: any ProjectFiles, names: @escaping @Sendable (_ directory: String) -> [String]) {
        self.files = files
        self.names = names
    }

    /// Those on disk.
    package static let disk = HostFiles(DiskProjectFiles()) { directory in
        ((try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []).sorted()
    }

    /// Whether there is a file.
    func isFile(_ path: String) -> Bool { files.kind(of: path) == .file }

    /// Whether there is a directory.
    func isDirectory(_ path: String) -> Bool { files.kind(of: path) == .directory }

    /// The text of a file; `nil` where it cannot be read.
    func text(of path: String) -> String? {
        guard isFile(path), let bytes = try? files.contents(of: path) else { return nil }
        return String(decoding: bytes, as: UTF8.self)
    }
}
