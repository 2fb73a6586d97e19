import Foundation

/// The project's own sources, read from disk.
enum SourceTree {
    /// One Swift file.
    struct File {
        /// The path from the repository's root.
        var path: String
        /// The text's lines.
        var lines: [String]

        /// The target that the file belongs to.
        var target: String { path.split(separator: "/").dropFirst().first.map(String.init) ?? "" }

        /// The modules that the file imports.
        var imports: [String] {
            lines.compactMap { line in
                let words = line.split(separator: " ").map(String.init)
                guard let keyword = words.firstIndex(of: "import"), keyword <= 2, words.count > keyword + 1 else {
                    return nil
                }
                let modifiers: Set<String> = [
                    "public", "package", "internal", "private", "@testable", "@preconcurrency", "@_exported",
                ]
                guard words[..<keyword].allSatisfy(modifiers.contains) else { return nil }
                return words[words.count - 1].split(separator: ".").first.map(String.init)
            }
        }
    }

    /// The repository's root.
    static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// The Swift files below a folder of the repository, ordered by path.
    static func files(below folder: String) -> [File] {
        let start = root.appendingPathComponent(folder)
        let prefix = root.path + "/"
        let paths =
            FileManager.default.enumerator(at: start, includingPropertiesForKeys: nil)?
            .compactMap { ($0 as? URL)?.path }
            .filter { $0.hasSuffix(".swift") } ?? []
        return paths.sorted().compactMap { path in
            guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return nil }
            return File(
                path: path.hasPrefix(prefix) ? String(path.dropFirst(prefix.count)) : path,
                lines: text.components(separatedBy: "\n")
            )
        }
    }
}
