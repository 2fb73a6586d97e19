internal import ComposeYAML

/// The workspace's settings: what `.engarde.yaml` beside the Compose files says.
///
/// - Shape: `{environment: dev, isolation: worktree}`; each key may be left out, and so may the file.
public struct WorkspaceSettings: Sendable, Hashable {
    /// The names that the file may have, of which only one may be there.
    public static let fileNames = [".engarde.yaml", ".engarde.yml"]

    /// What a stack is kept apart from.
    public enum Isolation: String, Sendable, Hashable, CaseIterable {
        /// Nothing: all checkouts of a repository are one project, if their directories have one name.
        case none
        /// The stacks of the repository's other worktrees.
        case worktree
    }

    /// The environment that is meant where neither `-E` nor `ENGARDE_ENVIRONMENT` name one; `nil` for none.
    public internal(set) var environment: String?
    /// What the workspace's stack is kept apart from.
    ///
    /// - Default: nothing.
    public internal(set) var isolation = Isolation.none
    /// The absolute path of the file; `nil` where there is none.
    public let file: String?
    /// Where ``environment`` is written.
    var environmentLocation: SourceLocation?

    /// The settings of a file that says nothing.
    init(file: String? = nil) { self.file = file }

    /// Reads the settings of a workspace.
    ///
    /// - Parameters:
    ///   - directory: the project's directory, absolute: `Project.workingDirectory`.
    ///   - workingDirectory: the directory from which messages name files, absolute.
    ///   - files: where files come from.
    /// - Throws: `LoadError` with everything that is wrong with the file, at its places.
    public static func read(
        in directory: String,
        seenFrom workingDirectory: String,
        files: any ProjectFiles = DiskProjectFiles()
    ) throws(LoadError) -> WorkspaceSettings {
        let reader = WorkspaceSettingsReader(
            files: files,
            workingDirectory: workingDirectory,
            diagnostics: DiagnosticCollector()
        )
        let settings = reader.settings(in: directory)
        try reader.diagnostics.end(.workspace)
        return settings
    }
}
