/// The environment that a project is loaded as, and who asked for it.
public struct EnvironmentSelection: Sendable, Hashable {
    /// Who named the environment; of several, the first one counts.
    public enum Source: String, Sendable, Hashable, CaseIterable {
        /// `-E`.
        case option
        /// `ENGARDE_ENVIRONMENT`.
        case variable
        /// `.engarde.yaml`.
        case settings
    }

    /// The environment.
    public let environment: ProjectEnvironment
    /// Who named it.
    public let source: Source
    /// The Compose files, the base file first, as seen from the working directory.
    public let files: [String]
    /// The env files that are read, later ones win, as seen from the working directory.
    public let environmentFiles: [String]
}
