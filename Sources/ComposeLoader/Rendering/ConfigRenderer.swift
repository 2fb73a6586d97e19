/// The text formats of `config`.
public enum ConfigFormat: String, Sendable, Hashable, CaseIterable {
    /// YAML, as `docker compose config` prints it.
    case yaml
    /// JSON, as `docker compose config --format json` prints it.
    case json
}

/// Prints a loaded project.
public struct ConfigRenderer: Sendable {
    /// The text format.
    public var format: ConfigFormat
    /// Whether `$` is doubled, so that the text can be loaded again; never where variables were not replaced.
    ///
    /// - Default: `true`.
    public var escapesDollars: Bool
    /// Whether the values of variables whose names sound secret, and passwords in URLs, are left out; such a text cannot be loaded
    /// again.
    ///
    /// - Default: `false`.
    public var hidesSecrets = false

    /// Whether the `env_file` of services is printed, too: what is in them has not become part of `environment`.
    ///
    /// - Default: `false`.
    public var showsEnvironmentFiles = false

    /// Creates a renderer.
    public init(format: ConfigFormat = .yaml, escapesDollars: Bool = true) {
        self.format = format
        self.escapesDollars = escapesDollars
    }

    /// The whole project as text; YAML ends with a line break, JSON does not.
    public func text(_ loaded: LoadedProject) -> String {
        var builder = OutputBuilder(format: format)
        if showsEnvironmentFiles { builder.consumed.remove("env_file") }
        let whole = loaded.isInterpolated ? builder.project(loaded.tree) : builder.uninterpolatedProject(loaded.tree)
        let value = hidesSecrets ? whole.redacted(of: loaded.secretTexts) : whole
        let text =
            switch format {
            case .yaml: YAMLWriter.text(value)
            case .json: JSONWriter.text(value)
            }
        guard escapesDollars, loaded.isInterpolated, text.utf8.contains(UInt8(ascii: "$")) else { return text }
        return text.split(separator: "$", omittingEmptySubsequences: false).joined(separator: "$$")
    }
}
