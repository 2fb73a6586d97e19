internal import Diagnostics

/// Looks for Compose files where nobody names them.
struct ComposeFileSearch {
    /// The names a Compose file may have, in order of preference.
    static let fileNames = ["compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml"]
    /// The names an override file may have, in order of preference.
    static let overrideNames = [
        "compose.override.yml", "compose.override.yaml", "docker-compose.override.yml", "docker-compose.override.yaml",
    ]

    let files: any ProjectFiles

    /// The base files of a directory, or else of the nearest one above it that has any; the first one is meant.
    func baseFiles(from start: String) -> [String] {
        var directory = start
        while true {
            let found = existing(Self.fileNames, in: directory)
            if !found.isEmpty { return found }
            let parent = LexicalPath.directory(of: directory)
            if parent == directory { return [] }
            directory = parent
        }
    }

    /// The override files of a directory; the first one is meant.
    func overrideFiles(in directory: String) -> [String] { existing(Self.overrideNames, in: directory) }

    /// The paths of those names that files of a directory have.
    func existing(_ names: [String], in directory: String) -> [String] {
        names.map { LexicalPath.join(directory, $0) }.filter { files.kind(of: $0) == .file }
    }

    /// That there is no Compose file.
    func notFound(from directory: String) -> LoadError {
        let folder = Self.fileNames.first { files.kind(of: LexicalPath.join(directory, $0)) == .directory }
        let diagnostic = Diagnostic(
            code: .projectNotFound,
            message: "no Compose file in '\(directory)' or above it"
                + (folder.map { "; '\($0)' is a directory" } ?? ""),
            hint: "create a 'compose.yaml', or name a file with '-f'"
        )
        return LoadError(stage: .discovery, diagnostics: [diagnostic])
    }
}
