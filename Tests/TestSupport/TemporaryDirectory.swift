import CLibrary
import Foundation
package import SystemPackage

/// Runs a closure with a directory that exists for as long; its path leads through no link.
package func withTemporaryDirectory<Value>(_ body: (FilePath) async throws -> Value) async throws -> Value {
    let root = FilePath(FileManager.default.temporaryDirectory.resolvingSymlinksInPath().path)
        .appending("engarde-\(UUID().uuidString)")
    try root.makeDirectory()
    defer { try? root.remove() }
    return try await body(root)
}

extension FilePath {
    /// Writes a file, with the directories on the way.
    ///
    /// - Parameter mode: what it has afterwards, also if it was there.
    package func write(_ text: String, mode: UInt16 = 0o644) throws { try write(Array(text.utf8), mode: mode) }

    /// Writes a file, with the directories on the way.
    ///
    /// - Parameter mode: what it has afterwards, also if it was there.
    package func write(_ bytes: [UInt8], mode: UInt16 = 0o644) throws {
        try removingLastComponent().makeDirectory()
        let descriptor = try FileDescriptor.open(
            self,
            .writeOnly,
            options: [.create, .truncate, .closeOnExec],
            permissions: FilePermissions(rawValue: mode_t(mode))
        )
        try descriptor.closeAfter {
            // Whoever watches the file hears of no change of its mode that is none, and of the last piece last.
            var status = CLibrary.stat()
            guard fstat(descriptor.rawValue, &status) == 0 else { throw Errno(rawValue: errno) }
            if mode_t(status.st_mode) & 0o7777 != mode_t(mode), fchmod(descriptor.rawValue, mode_t(mode)) != 0 {
                throw Errno(rawValue: errno)
            }
            _ = try descriptor.writeAll(bytes)
        }
    }

    /// Makes a directory, with those on the way.
    package func makeDirectory() throws {
        try FileManager.default.createDirectory(atPath: string, withIntermediateDirectories: true)
    }

    /// Makes a symbolic link.
    package func makeLink(to target: String) throws {
        guard symlink(target, string) == 0 else { throw Errno(rawValue: errno) }
    }

    /// Removes a file, or a directory with all that it has.
    package func remove() throws { try FileManager.default.removeItem(atPath: string) }

    /// Renames a file or directory; a file that has the other name is replaced.
    package func move(to other: FilePath) throws {
        guard rename(string, other.string) == 0 else { throw Errno(rawValue: errno) }
    }
}
