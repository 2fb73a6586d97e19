public import Diagnostics

/// Why a project cannot be loaded: everything that was found wrong.
public struct LoadError: DiagnosticConvertible, Sendable, Hashable {
    /// The first stage that failed.
    public var stage: Stage
    /// What is wrong, stage by stage; at least one error, and the warnings seen so far.
    public var diagnostics: [Diagnostic]

    /// The stages of loading, in order.
    public enum Stage: String, Sendable, Hashable, Codable {
        /// Finding the files.
        case discovery
        /// Reading the workspace's settings, and finding the files of an environment.
        case workspace
        /// Reading env files for interpolation.
        case environment
        /// Reading YAML.
        case parse
        /// Replacing variables.
        case interpolation
        /// Taking in included projects.
        case include
        /// Checking a file against the attribute table.
        case schema
        /// Taking over extended services.
        case extends
        /// Laying files over one another.
        case merge
        /// Checking what attributes mean together.
        case validation
        /// Reading the values of attributes.
        case decoding
        /// Reading the env files and label files of services.
        case serviceFiles
    }

    /// Creates an error.
    public init(stage: Stage, diagnostics: [Diagnostic]) {
        self.stage = stage
        self.diagnostics = diagnostics
    }
}

extension LoadError: CustomStringConvertible {
    /// The rendered diagnostics, separated by empty lines.
    public var description: String {
        diagnostics.map { $0.rendered() }.joined(separator: "\n\n")
    }
}
