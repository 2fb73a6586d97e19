import Foundation
import SystemPackage

/// A directory that exists for the duration of a closure.
func withTemporaryDirectory<R>(_ body: (FilePath) async throws -> R) async throws -> R {
    let url = FileManager.default.temporaryDirectory.appending(path: "engarde-\(UUID().uuidString)")
        .resolvingSymlinksInPath()
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: url) }
    return try await body(FilePath(url.path))
}

extension FilePath {
    /// Writes a file, with the directories on the way.
    func write(_ text: String) throws {
        try FileManager.default.createDirectory(
            atPath: removingLastComponent().string,
            withIntermediateDirectories: true
        )
        try Data(text.utf8).write(to: URL(filePath: string))
    }
}
